package org.ebm.data;

import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * A spiral of one and a half turns blurred by Gaussian noise: scale (t cos t, t sin t) for t uniform on [3 pi/2, 9 pi/2], as the plane of
 * scikit-learn's make_swiss_roll. The density is exact to 1e-8 nats (quadrature along the curve).
 */
@Kind("swiss_roll")
public record SwissRoll(
    @Key(
        value = "factor on the spiral, whose own radius grows from 4.7 to 14.1",
        range = "> 0",
        byDefault = "0.2")
    double scale,

    @Key(
        value = "standard deviation of the noise along each axis, data units after scaling",
        range = ">= 0.001",
        byDefault = "0.2")
    double sd)
    implements Dataset {
  private static final double START = 1.5 * Math.PI;
  private static final double END = 4.5 * Math.PI;

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
    double speed = (END - START) * scale * Math.hypot(1, END);
    var spiral = new NoisyCurve.Course(this::curve, 1, speed, Box.square(scale * END));
    return PlaneExamples.of(identity(), new NoisyCurve(spiral, sd));
  }

  /** What old runs know these data by: a key that comes later is named only where it is not its default. */
  String identity() {
    return "SwissRoll[scale=" + scale + ", sd=" + sd + "]";
  }

  private double[] curve(double u) {
    double t = START + (END - START) * u;
    return new double[] {scale * t * Math.cos(t), scale * t * Math.sin(t)};
  }
}
