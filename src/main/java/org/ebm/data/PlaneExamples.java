package org.ebm.data;

import java.util.Arrays;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;

/**
 * Endless draws from a density in the plane.
 *
 * @param fingerprint of the describing record's identity
 */
record PlaneExamples(PlaneDensity density, String fingerprint) implements EndlessExamples {
  static final Shape POINT = Shape.of(2);

  /** @param identity what the data are known by, whatever becomes of the record that describes them */
  static PlaneExamples of(String identity, PlaneDensity density) {
    return new PlaneExamples(density, Fingerprint.ofText(identity));
  }

  @Override
  public Shape shape() {
    return POINT;
  }

  @Override
  public Batch draw(int n, RandomKey key) {
    FloatArray points = FloatArray.zeros(POINT, n);
    Dice dice = Dice.of(key);
    for (int i = 0; i < n; i++) {
      double[] point = density.draw(dice);
      points.values()[2 * i] = (float) point[0];
      points.values()[2 * i + 1] = (float) point[1];
    }
    return new Batch(points, Optional.empty());
  }

  @Override
  public Optional<double[]> logDensity(FloatArray points) {
    int[] shape = points.shape();
    if (shape.length != 2 || shape[1] != 2) {
      throw new IllegalArgumentException("points must be (n, 2), got " + Arrays.toString(shape));
    }
    double[] log = new double[points.rows()];
    for (int i = 0; i < log.length; i++) {
      log[i] = density.log(points.values()[2 * i], points.values()[2 * i + 1]);
    }
    return Optional.of(log);
  }

  @Override
  public Optional<Box> box() {
    return Optional.of(density.box());
  }
}
