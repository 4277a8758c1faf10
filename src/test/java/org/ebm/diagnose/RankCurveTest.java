package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class RankCurveTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);

  @Test
  void theAreaIsTheShareOfPairsInOrder_tiesCountedHalf() {
    // pairs: 3 > 1, 3 > 2, 3 = 3; 2 > 1, 2 = 2, 2 < 3
    assertThat(RankCurve.area(new double[] {3, 2}, new double[] {1, 2, 3}))
        .isCloseTo((2.5 + 1.5) / 6, within(1e-12));
    assertThat(RankCurve.area(new double[] {5, 5}, new double[] {5})).isEqualTo(0.5);
  }

  /** Two normal laws one sd apart: area Phi(1 / sqrt 2) = .76025; its standard error at 1000 and 1000 is .0105. */
  @Test
  void theIntervalIsThatOfTheArea() {
    RankCurve curve = RankCurve.of(normal(1, "in"), normal(0, "out"), KEY);
    assertThat(curve.area()).isCloseTo(0.76025, within(0.032));
    assertThat(curve.interval().high() - curve.interval().low())
        .isCloseTo(2 * 1.96 * 0.0105, within(0.006));
    assertThat(curve.area()).isBetween(curve.interval().low(), curve.interval().high());
  }

  private static double[] normal(double mean, String name) {
    var normal = ZigguratSampler.NormalizedGaussian.of(KEY.fold(name).generator());
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + normal.sample();
    }
    return values;
  }
}
