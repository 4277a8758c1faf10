package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final float[] VALUES = NormalSample.quantiles(400, 2);

  @Test
  void interval_ofADifferenceOfMeans_isThatOfTheNormal() {
    Interval interval = Bootstrap.interval(
        rows -> mean(rows[0]) - mean(rows[1]), KEY, VALUES.length, VALUES.length);
    // both samples have sd 1: 1.96 sqrt(2 / 400) = 0.1386; the end of an interval from 2000
    // resamples is off by sqrt(0.025 * 0.975 / 2000) / 0.0584 = 0.06 standard deviations; 4 times
    // that
    double se = Math.sqrt(2.0 / 400);
    assertThat(interval.low()).isCloseTo(-1.96 * se, within(4 * 0.06 * se));
    assertThat(interval.high()).isCloseTo(1.96 * se, within(4 * 0.06 * se));
  }

  @Test
  void interval_ofValuesThatShareARow_keepsThemTogether() {
    // each row's difference is exactly 1, whatever rows are drawn
    Interval interval = Bootstrap.interval(rows -> mean(rows[0]) + 1 - mean(rows[0]), KEY, 400);
    assertThat(interval.low()).isCloseTo(1, within(1e-12));
    assertThat(interval.high()).isCloseTo(1, within(1e-12));
  }

  @Test
  void interval_withANaN_isNaN() {
    float[] values = {1, 2, Float.NaN};
    Interval interval = Bootstrap.interval(
        rows -> Arrays.stream(rows[0]).mapToDouble(row -> values[row]).sum(), KEY, 3);
    assertThat(interval).isEqualTo(new Interval(Double.NaN, Double.NaN));
  }

  @Test
  void interval_dependsOnTheKeyOnly() {
    Interval first = Bootstrap.interval(rows -> mean(rows[0]), KEY, 400);
    assertThat(Bootstrap.interval(rows -> mean(rows[0]), KEY, 400)).isEqualTo(first);
    assertThat(Bootstrap.interval(rows -> mean(rows[0]), KEY.fold(1), 400)).isNotEqualTo(first);
  }

  private static double mean(int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> VALUES[row]).average().orElseThrow();
  }
}
