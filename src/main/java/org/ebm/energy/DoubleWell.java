package org.ebm.energy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Two wells and a known barrier: U(x) = h (x_1^2 - 1)^2 + sum_(i &gt; 1) x_i^2 / 2.
 * <p>Minima U = 0 at (-1, 0, ...) and (1, 0, ...), curvature 8 h along x_1; between them one saddle, the origin, of U = h. E x = 0; beyond the first axis
 * x_i is standard normal. No closed form for log Z.
 *
 * @param barrier h
 * @param dimension d
 */
@Kind("double_well")
public record DoubleWell(
    @Key(value = "energy at the saddle; the wells are at 0", range = "> 0", byDefault = "4.0")
    double barrier,

    @Key(value = "number of dimensions", range = ">= 1", byDefault = "2")
    int dimension)
    implements SelfContained {
  @Override
  public Shape shape() {
    return Shape.of(dimension);
  }

  @Override
  public Optional<double[]> tails() {
    double[] tails = new double[dimension];
    Arrays.fill(tails, 0.5);
    tails[0] = Double.POSITIVE_INFINITY;
    return Optional.of(tails);
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    String shared = String.format(Locale.ROOT, """
        along = torch.narrow(x, 1, 0, 1)
        across = torch.narrow(x, 1, 1, %d)
        well = torch.sub(torch.mul(along, along), 1.0)
        """, dimension - 1);
    String wells = "torch.mul(torch.sum(torch.mul(well, well), [1]), " + barrier + ")";
    String bowl = "torch.mul(torch.sum(torch.mul(across, across), [1]), 0.5)";
    return new Formula(
            "DoubleWell",
            shared,
            "torch.add(" + wells + ", " + bowl + ")",
            "torch.cat([torch.mul(torch.mul(along, well), " + 4 * barrier + "), across], 1)")
        .module();
  }
}
