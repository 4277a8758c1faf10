package org.ebm.energy;

import java.util.List;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * The energy of independent normal variables with mean zero: U(x) = sum_i x_i^2 / (2 sd_i^2). Every sampler's law on it is known exactly, so it judges
 * samplers. log Z = sum_i log(sd_i sqrt(2 pi)).
 *
 * @param sd one per dimension
 */
@Kind("gaussian")
public record Gaussian(
    @Key(value = "standard deviation of each dimension", range = "> 0")
    List<Double> sd) implements SelfContained {
  public Gaussian {
    sd = List.copyOf(sd);
  }

  @Override
  public Shape shape() {
    return Shape.of(sd.size());
  }

  @Override
  public Optional<double[]> tails() {
    return Optional.of(sd.stream().mapToDouble(s -> 1 / (2 * s * s)).toArray());
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    double[] precisions = sd.stream().mapToDouble(s -> 1 / (s * s)).toArray();
    return new Formula(
            "Gaussian",
            "g = torch.mul(x, " + Formula.vector(precisions) + ")",
            "torch.mul(torch.sum(torch.mul(x, g), [1]), 0.5)",
            "g")
        .module();
  }
}
