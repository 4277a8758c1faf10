package org.ebm.energy;

import java.util.Locale;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Neal's funnel, whose width differs by orders of magnitude from place to place, so that no one eps fits: v = x_1 ~ N(0, 3^2) and, given v, x_i ~ N(0,
 * e^v) for the other axes. U(x) = v^2 / 18 + sum_(i &gt; 1) (x_i^2 e^-v + v) / 2; log Z = log 3 + (d / 2) log(2 pi). Source: Neal (2003), Annals of Statistics
 * 31(3).
 */
@Kind("funnel")
public record Funnel(
    @Key(value = "number of dimensions, v included", range = ">= 2", byDefault = "10")
    int dimension)
    implements SelfContained {
  @Override
  public Shape shape() {
    return Shape.of(dimension);
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    double halfOthers = (dimension - 1) / 2.0;
    String shared = String.format(Locale.ROOT, """
        v = torch.narrow(x, 1, 0, 1)
        scaled = torch.mul(torch.narrow(x, 1, 1, %d), torch.exp(torch.neg(v)))
        others = torch.mul(torch.sum(torch.mul(torch.narrow(x, 1, 1, %1$d), scaled), [1], True), 0.5)
        """, dimension - 1);
    String energy = "torch.sum(torch.add(torch.add(torch.mul(torch.mul(v, v), " + 1.0 / 18
        + "), others), v, alpha=" + halfOthers + "), [1])";
    String byV = "torch.add(torch.sub(torch.mul(v, " + 1.0 / 9 + "), others), " + halfOthers + ")";
    return new Formula("Funnel", shared, energy, "torch.cat([" + byV + ", scaled], 1)").module();
  }
}
