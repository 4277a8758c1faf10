package org.ebm.data;

import java.util.Optional;
import org.ebm.base.LogSum;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Concentric rings in the plane: ring k = 1, ..., K is drawn with equal probability, the radius is k R + sd z with z standard normal, the angle
 * uniform.
 * <p>The density is that of this sampler, negative radii included: log q(x) = logsumexp_k log[phi((r - kR)/sd) + phi((r + kR)/sd)] - log(K sd 2 pi
 * r), with r = |x| and phi the standard normal density; it has an integrable pole at the origin. With the defaults its entropy is 3.534 nats.
 */
@Kind("rings")
public record Rings(
    @Key(value = "number of rings, K", range = ">= 1, <= 100000", byDefault = "4")
    int rings,

    @Key(
        value = "radius of the first ring and distance between rings, R, data units",
        range = "> 0",
        byDefault = "1.0")
    double radius,

    @Key(
        value = "standard deviation of the radius within a ring, data units",
        range = "> 0",
        byDefault = "0.15")
    double sd)
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
    return PlaneExamples.of(identity(), new Density(rings, radius, sd));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "Rings[rings=" + rings + ", radius=" + radius + ", sd=" + sd + "]";
  }

  private record Density(int rings, double radius, double sd) implements PlaneDensity {
    /** Keeps the pole at the origin finite. */
    private static final double SMALLEST_RADIUS = 1e-12;

    @Override
    public double[] draw(Dice dice) {
      double r = radius * (1 + dice.index(rings)) + sd * dice.gaussian();
      double angle = dice.uniform(0, 2 * Math.PI);
      return new double[] {r * Math.cos(angle), r * Math.sin(angle)};
    }

    @Override
    public double log(double x, double y) {
      double r = Math.max(Math.hypot(x, y), SMALLEST_RADIUS);
      double[] terms = new double[2 * rings];
      for (int k = 1; k <= rings; k++) {
        double outward = (r - k * radius) / sd;
        double inward = (r + k * radius) / sd;
        terms[2 * k - 2] = -outward * outward / 2;
        terms[2 * k - 1] = -inward * inward / 2;
      }
      double logPhiAtZero = -Math.log(2 * Math.PI) / 2;
      return LogSum.of(terms) + logPhiAtZero - Math.log(rings * sd * 2 * Math.PI * r);
    }

    @Override
    public Box box() {
      return Box.square(rings * radius + 4 * sd);
    }
  }
}
