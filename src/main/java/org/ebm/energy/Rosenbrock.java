package org.ebm.energy;

import java.util.Locale;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * A narrow curved valley: U(x) = sum_(i &lt; d) b (x_(i+1) - x_i^2)^2 + (a - x_i)^2.
 * <p>In two dimensions its law is known: x_1 ~ N(a, 1/2) and, given x_1, x_2 ~ N(x_1^2, 1 / 2 b); so E x_2 = a^2 + 1/2 and log Z = log(pi / sqrt(b)). With
 * a = 1 the lowest energy is 0, at (1, ..., 1). Source: Rosenbrock (1960), The Computer Journal 3.
 */
@Kind("rosenbrock")
public record Rosenbrock(
    @Key(value = "a, where the valley is lowest along the first axis", byDefault = "1.0")
    double a,

    @Key(value = "b, steepness of the valley's walls", range = "> 0", byDefault = "100.0")
    double b,

    @Key(value = "number of dimensions", range = ">= 2", byDefault = "2")
    int dimension)
    implements SelfContained {
  @Override
  public Shape shape() {
    return Shape.of(dimension);
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    String shared = String.format(Locale.ROOT, """
        head = torch.narrow(x, 1, 0, %1$d)
        wall = torch.sub(torch.narrow(x, 1, 1, %1$d), torch.mul(head, head))
        floor = torch.sub(head, %2$s)
        none = torch.zeros_like(torch.narrow(x, 1, 0, 1))
        """, dimension - 1, a);
    String energy = "torch.sum(torch.add(torch.mul(floor, floor), torch.mul(wall, wall), alpha=" + b
        + "), [1])";
    String byHead = "torch.sub(torch.mul(floor, 2.0), torch.mul(head, wall), alpha=" + 4 * b + ")";
    String byTail = "torch.mul(wall, " + 2 * b + ")";
    return new Formula(
            "Rosenbrock",
            shared,
            energy,
            "torch.add(torch.cat([" + byHead + ", none], 1), torch.cat([none, " + byTail + "], 1))")
        .module();
  }
}
