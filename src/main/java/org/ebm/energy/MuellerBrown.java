package org.ebm.energy;

import java.util.Locale;
import org.ebm.base.Shape;
import org.ebm.config.Kind;

/**
 * The surface on which searches for minima and saddles are tried: U(x, y) = sum_k A_k exp(a_k (x - x_k)^2 + b_k (x - x_k)(y - y_k) + c_k (y - y_k)^2).
 * <p>Minima: -146.69952 at (-0.55822, 1.44173), -108.16672 at (0.62350, 0.02804), -80.76782 at (-0.05001, 0.46669). Saddles: -40.66484 at (-0.82200,
 * 0.62431), -72.24894 at (0.21249, 0.29299). Barriers are tens of nats: sample it at a temperature of the order of 10. Source: Mueller and Brown (1979),
 * Theoretica Chimica Acta 53.
 */
@Kind("mueller_brown")
public record MuellerBrown() implements SelfContained {
  private static final double[] HEIGHT = {-200, -100, -170, 15};
  private static final double[] XX = {-1, -1, -6.5, 0.7};
  private static final double[] XY = {0, 0, 11, 0.6};
  private static final double[] YY = {-10, -10, -6.5, 0.7};
  private static final double[] CENTRE_X = {1, 0, -0.5, -1};
  private static final double[] CENTRE_Y = {0, 0.5, 1.5, 1};

  @Override
  public Shape shape() {
    return Shape.of(2);
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    String shared = String.format(
        Locale.ROOT,
        """
        a = %s
        b = %s
        c = %s
        dx = torch.sub(torch.narrow(x, 1, 0, 1), %s)
        dy = torch.sub(torch.narrow(x, 1, 1, 1), %s)
        along_x = torch.add(torch.mul(a, dx), torch.mul(b, dy), alpha=0.5)
        along_y = torch.add(torch.mul(c, dy), torch.mul(b, dx), alpha=0.5)
        terms = torch.mul(%s, torch.exp(torch.add(torch.mul(along_x, dx), torch.mul(along_y, dy))))
        """,
        Formula.vector(XX),
        Formula.vector(XY),
        Formula.vector(YY),
        Formula.vector(CENTRE_X),
        Formula.vector(CENTRE_Y),
        Formula.vector(HEIGHT));
    String byX = "torch.sum(torch.mul(terms, along_x), [1], True)";
    String byY = "torch.sum(torch.mul(terms, along_y), [1], True)";
    return new Formula(
            "MuellerBrown",
            shared,
            "torch.sum(terms, [1])",
            "torch.mul(torch.cat([" + byX + ", " + byY + "], 1), 2.0)")
        .module();
  }
}
