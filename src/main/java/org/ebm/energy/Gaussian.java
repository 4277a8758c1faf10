package org.ebm.energy;

import java.util.List;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.script.Method;

/**
 * The energy of independent normal variables with mean zero: U(x) = sum_i x_i^2 / (2 sd_i^2). Every sampler's law on it is known exactly, so it judges
 * samplers.
 *
 * @param sd one per dimension
 */
public record Gaussian(
    @Key(value = "standard deviation of each dimension", range = "> 0")
    List<Double> sd) implements Energy {
  public Gaussian {
    sd = List.copyOf(sd);
  }

  @Override
  public Shape shape() {
    return Shape.of(sd.size());
  }

  @Override
  public List<Method> methods(Precision precision) {
    String precisions = "torch.tensor(" + sd.stream().map(s -> 1 / (s * s)).toList()
        + ", dtype=6, device=x.device)";
    return List.of(
        Method.of("prepare(p: List[Tensor]) -> List[Tensor]", "return p"),
        Method.of("energy_with(x: Tensor, w: List[Tensor]) -> Tensor", """
            return torch.mul(torch.sum(torch.mul(torch.mul(x, x), %s), [1]), 0.5)""".formatted(precisions)),
        Method.of(
            "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]",
            """
            g = torch.mul(x, %s)
            return (torch.mul(torch.sum(torch.mul(x, g), [1]), 0.5), g)""".formatted(precisions)),
        Method.of(
            "gradient_with(x: Tensor, w: List[Tensor]) -> Tensor",
            "return torch.mul(x, " + precisions + ")"));
  }
}
