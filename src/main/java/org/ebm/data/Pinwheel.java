package org.ebm.data;

import java.util.Optional;
import org.ebm.base.LogSum;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Gaussians stretched along the spokes of a wheel, then twisted: u = (1 + radial_sd z_1, tangential_sd z_2), turned by spoke angle 2 pi k / arms +
 * rate exp(|u|), each arm k with equal probability.
 * <p>The usual pinwheel (Johnson et al. 2016, Composing graphical models with neural networks) turns by rate exp(u_1); turning by the distance
 * from the centre instead looks the same and preserves area, so the density is that of the Gaussian at the point turned back.
 */
@Kind("pinwheel")
public record Pinwheel(
    @Key(value = "number of arms", range = ">= 1, <= 100000", byDefault = "5")
    int arms,

    @Key(
        value = "standard deviation along a spoke, data units; arms start at radius 1",
        range = "> 0",
        byDefault = "0.3")
    double radialSd,

    @Key(value = "standard deviation across a spoke, data units", range = "> 0", byDefault = "0.1")
    double tangentialSd,

    @Key(value = "strength of the twist, radians; 0 for none", byDefault = "0.25")
    double rate)
    implements Dataset {

  @Override
  public Shape shape() {
    return PlaneExamples.POINT;
  }

  /** Fresh draws: another key gives others. */
  @Override
  public Optional<Dataset> heldOut() {
    return Optional.of(this);
  }

  @Override
  public Examples open() {
    return PlaneExamples.of(identity(), new Density(this));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "Pinwheel[arms=" + arms + ", radialSd=" + radialSd + ", tangentialSd=" + tangentialSd
        + ", rate=" + rate + "]";
  }

  private record Density(Pinwheel wheel) implements PlaneDensity {
    @Override
    public double[] draw(Dice dice) {
      double along = 1 + wheel.radialSd * dice.gaussian();
      double across = wheel.tangentialSd * dice.gaussian();
      double turn = turn(dice.index(wheel.arms), Math.hypot(along, across));
      return turned(along, across, turn);
    }

    @Override
    public double log(double x, double y) {
      double[] terms = new double[wheel.arms];
      for (int k = 0; k < wheel.arms; k++) {
        double[] spoke = turned(x, y, -turn(k, Math.hypot(x, y)));
        double along = (spoke[0] - 1) / wheel.radialSd;
        double across = spoke[1] / wheel.tangentialSd;
        terms[k] = -(along * along + across * across) / 2;
      }
      double scale = 2 * Math.PI * wheel.radialSd * wheel.tangentialSd;
      return LogSum.of(terms) - Math.log(wheel.arms * scale);
    }

    @Override
    public Box box() {
      return Box.square(1 + 4 * Math.max(wheel.radialSd, wheel.tangentialSd));
    }

    private double turn(int arm, double radius) {
      // exp overflows beyond 709; the angle has lost all its digits long before
      double twist = wheel.rate * Math.exp(Math.min(radius, 700));
      return 2 * Math.PI * arm / wheel.arms + twist;
    }

    private static double[] turned(double x, double y, double angle) {
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      return new double[] {x * cos - y * sin, x * sin + y * cos};
    }
  }
}
