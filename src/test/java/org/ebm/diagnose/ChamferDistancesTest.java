package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;

class ChamferDistancesTest {
  private static final RandomKey KEY = RandomKey.ofSeed(2);

  private static FloatArray onAxis(float... x) {
    float[] values = new float[3 * x.length];
    for (int i = 0; i < x.length; i++) {
      values[3 * i] = x[i];
    }
    return new FloatArray(new int[] {1, x.length, 3}, values);
  }

  /** From {0, 1} to {0, 3}: 0 and 1, mean 1/2; back: 0 and 4, mean 2. */
  @Test
  void distanceIsTheMeanOfBothWays() {
    assertThat(ChamferDistances.distance(onAxis(0, 1), 0, onAxis(0, 3), 0)).isEqualTo(2.5);
    assertThat(ChamferDistances.distance(onAxis(0, 3), 0, onAxis(1, 0), 0)).isEqualTo(2.5);
  }

  /** Two of three examples are the nearest of a sample. */
  @Test
  void matchingAndCoverage_ofAFewByHand() {
    double[][] between = {{1, 5, 9}, {4, 3, 8}};
    ChamferDistances distances = new ChamferDistances(between);
    assertThat(distances.matching().value()).isEqualTo((1 + 3 + 8) / 3.0);
    assertThat(distances.coverage().value()).isEqualTo(2 / 3.0);
    // left out: sample 0 gives (4 + 3 + 8) / 3 = 5, sample 1 (1 + 5 + 9) / 3 = 5: no variance;
    // example 0, 1, 2 give 5.5, 4.5, 2: mean 4, 2/3 (1.5^2 + 0.5^2 + 2^2)
    assertThat(distances.matching().error())
        .isCloseTo(Math.sqrt(2 / 3.0 * (2.25 + 0.25 + 4)), within(1e-12));
    // sample 0: one of three, sample 1: one of three; example 0: both nearest to 1, half;
    // example 1: sample 1 then is nearest to 0, half; example 2: all of two
    double mean = (0.5 + 0.5 + 1) / 3;
    assertThat(distances.coverage().error())
        .isCloseTo(
            Math.sqrt(2 / 3.0 * (2 * Math.pow(0.5 - mean, 2) + Math.pow(1 - mean, 2))),
            within(1e-12));
  }

  /** Of samples of one law with the examples; of one place only, far from all. */
  @Test
  void betterSamplesAreNearerAndCoverMore() {
    FloatArray examples = Nets.uniform(Shape.of(20, 3), 30, KEY.fold("examples"));
    FloatArray good = Nets.uniform(Shape.of(20, 3), 30, KEY.fold("good"));
    FloatArray collapsed = FloatArray.zeros(Shape.of(20, 3), 30);
    ChamferDistances near = ChamferDistances.of(good, examples);
    ChamferDistances far = ChamferDistances.of(collapsed, examples);
    assertThat(near.matching().value() + 4 * near.matching().error())
        .isLessThan(far.matching().value());
    assertThat(near.coverage().value()).isGreaterThan(0.3);
    assertThat(far.coverage().value()).isEqualTo(1 / 30.0);
  }
}
