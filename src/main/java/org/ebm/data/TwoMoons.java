package org.ebm.data;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Two interleaved half circles of radius 1, each with probability 1/2, blurred by Gaussian noise: (cos t, sin t) and (1 - cos t, 1/2 - sin t) for t
 * uniform on [0, pi], as in scikit-learn's make_moons. The density is exact to 1e-8 nats (quadrature along the curves).
 */
@Kind("two_moons")
public record TwoMoons(
    @Key(
        value = "standard deviation of the noise along each axis, data units",
        range = ">= 0.001",
        byDefault = "0.1")
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
    Box extent = new Box(-1, 2, -0.5, 1);
    var moons = new NoisyCurve.Course(TwoMoons::curve, 2, 2 * Math.PI, extent);
    return PlaneExamples.of(identity(), new NoisyCurve(moons, sd));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "TwoMoons[sd=" + sd + "]";
  }

  private static double[] curve(double t) {
    double angle = 2 * Math.PI * (t < 0.5 ? t : t - 0.5);
    return t < 0.5
        ? new double[] {Math.cos(angle), Math.sin(angle)}
        : new double[] {1 - Math.cos(angle), 0.5 - Math.sin(angle)};
  }
}
