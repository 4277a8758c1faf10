package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class LocalScaleTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);
  private static final int POINTS = 3000;

  /** x = centre + turned (sd z), with a centre of x1 = -3 or 3 if there are two. */
  private static FloatArray points(double turn, boolean two, double... sd) {
    UniformRandomProvider source = KEY.fold("data").generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(source);
    int d = sd.length;
    FloatArray points = new FloatArray(new int[] {POINTS, d}, new float[POINTS * d]);
    for (int i = 0; i < POINTS; i++) {
      double[] x = new double[d];
      for (int k = 0; k < d; k++) {
        x[k] = sd[k] * normal.sample();
      }
      double first = Math.cos(turn) * x[0] - Math.sin(turn) * x[1];
      double second = Math.sin(turn) * x[0] + Math.cos(turn) * x[1];
      x[0] = first;
      x[1] = second + (two ? (i % 2 == 0 ? 3 : -3) : 0);
      for (int k = 0; k < d; k++) {
        points.values()[i * d + k] = (float) x[k];
      }
    }
    return points;
  }

  @Test
  void aTurnedEllipse_isAsWideAsItsShortAxis() {
    LocalScale found = LocalScale.of(points(0.7, false, 1, 0.05), KEY);

    assertThat(found.median()).isCloseTo(0.05, within(0.05 * 0.1));
    // a quarter of the places are below that by chance
    assertThat(found.narrowest()).isBetween(0.04, 0.05);
    // sqrt(1 / .05^2 + 1)
    assertThat(found.score()).isCloseTo(20, within(3.0));
  }

  @Test
  void modesFarApart_areAsWideAsEachOfThem() {
    LocalScale found = LocalScale.of(points(0.3, true, 0.5, 0.2), KEY);

    assertThat(found.median()).isCloseTo(0.2, within(0.2 * 0.15));
  }

  @Test
  void manyCoordinates_takeMoreNeighbours() {
    double[] sd = new double[16];
    java.util.Arrays.fill(sd, 0.3);
    sd[7] = 0.1;

    assertThat(LocalScale.of(points(0, false, sd), KEY).median()).isCloseTo(0.1, within(0.015));
  }

  @Test
  void aRoundCloud_isAsWideAsItIs() {
    LocalScale found = LocalScale.of(points(0, false, 2, 2), KEY);

    // in a wide cloud the kernel is narrow beside it, and the larger of two curvatures large by
    // chance
    assertThat(found.median()).isBetween(1.2, 2.0);
  }

  @Test
  void copiesOnAGrid_haveNoWidth() {
    FloatArray points = points(0, false, 1, 1);
    for (int i = 0; i < points.values().length; i++) {
      points.values()[i] = Math.round(points.values()[i]);
    }

    assertThat(LocalScale.of(points, KEY).narrowest()).isLessThan(1e-3);
  }
}
