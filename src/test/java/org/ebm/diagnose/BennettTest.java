package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

/** u = x^2 / 2 and u' = (x - 1)^2 / (2 0.5^2) + 3: F' - F = 3 - log 0.5, and w = u' - u. */
class BennettTest {
  private static final double TRUTH = 3 - Math.log(0.5);
  private static final int DRAWS = 4000;
  private static final int COPIES = 40;

  private static double work(double x) {
    return (x - 1) * (x - 1) / 0.5 + 3 - x * x / 2;
  }

  private static double[] works(double mean, double sd, String name) {
    float[] normal =
        NormalSample.drawn(DRAWS, 1, 1, RandomKey.ofSeed(8).fold(name)).values();
    double[] works = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      works[i] = work(mean + sd * normal[i]);
    }
    return works;
  }

  private static final double[] LOWER = works(0, 1, "lower");
  private static final double[] UPPER = works(1, 0.5, "upper");

  /** Means of copies of 100 draws each; whatever the shift is, within 3 of the standard errors that the copies tell. */
  @Test
  void anyShiftFindsTheDifference() {
    for (double shift : new double[] {2, 3.7, 5}) {
      float[][] lower = new float[1][COPIES];
      float[][] upper = new float[1][COPIES];
      for (int i = 0; i < DRAWS; i++) {
        lower[0][i % COPIES] += (float) Bennett.below(LOWER[i], shift) * COPIES / DRAWS;
        upper[0][i % COPIES] += (float) Bennett.above(UPPER[i], shift) * COPIES / DRAWS;
      }
      Bennett.Estimate found = Bennett.over(new double[] {shift}, lower, upper);
      assertThat(Math.abs(found.value() - TRUTH) / found.error())
          .as("shift " + shift)
          .isLessThan(3);
      assertThat(found.error()).isBetween(0.01, 0.06);
    }
  }

  /** The shift that answers itself makes both sums equal. */
  @Test
  void theDifferenceOfDrawsIsItsOwnShift() {
    double difference = Bennett.difference(LOWER, UPPER);
    assertThat(difference).isCloseTo(TRUTH, offset(0.1));
    double lower = 0;
    double upper = 0;
    for (int i = 0; i < DRAWS; i++) {
      lower += Bennett.below(LOWER[i], difference);
      upper += Bennett.above(UPPER[i], difference);
    }
    assertThat(lower).isCloseTo(upper, offset(1e-6));
  }

  /** Two links add up, and one copy knows no error. */
  @Test
  void linksAddUp() {
    float[][] ones = {{0.5f}, {0.25f}};
    float[][] halves = {{0.25f}, {0.25f}};
    Bennett.Estimate found = Bennett.over(new double[] {1, 2}, ones, halves);
    // 1 - log .5 + log .25 + 2 - 0
    assertThat(found.value()).isCloseTo(3 - Math.log(2), offset(1e-12));
    assertThat(found.error()).isNaN();
  }
}
