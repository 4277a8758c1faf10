package org.ebm.energy;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * The energy of independent normal variables: U(x) = sum_i (x_i - mean_i)^2 / (2 sd_i^2). Every sampler's law on it is known exactly, so it judges
 * samplers. log Z = sum_i log(sd_i sqrt(2 pi)).
 *
 * @param sd one per dimension
 * @param mean one per dimension, or empty: all zero
 */
@Kind("gaussian")
public record Gaussian(
    @Key(value = "standard deviation of each dimension", range = "> 0")
    List<Double> sd,

    @Key(value = "mean of each dimension; all 0 if empty", byDefault = "[]")
    List<Double> mean)
    implements SelfContained {
  public Gaussian {
    sd = List.copyOf(sd);
    mean = List.copyOf(mean);
    if (!mean.isEmpty() && mean.size() != sd.size()) {
      throw new ConfigException(
          "mean", "must be as many numbers as sd, " + sd.size() + ", got " + mean.size());
    }
  }

  /** With mean zero. */
  public Gaussian(List<Double> sd) {
    this(sd, List.of());
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
    if (mean.isEmpty()) {
      return new Formula(
              "Gaussian",
              "g = torch.mul(x, " + Formula.vector(precisions) + ")",
              "torch.mul(torch.sum(torch.mul(x, g), [1]), 0.5)",
              "g")
          .module();
    }
    double[] means = mean.stream().mapToDouble(m -> m).toArray();
    return new Formula(
            "Gaussian",
            "z = torch.sub(x, " + Formula.vector(means) + ")\ng = torch.mul(z, "
                + Formula.vector(precisions) + ")",
            "torch.mul(torch.sum(torch.mul(z, g), [1]), 0.5)",
            "g")
        .module();
  }
}
