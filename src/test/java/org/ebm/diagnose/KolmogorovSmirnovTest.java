package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KolmogorovSmirnovTest {
  @Test
  void distance_isTheLargestStep() {
    // distribution functions after each value: 1: 1/3 0, 2: 2/3 1/2, 3: 2/3 1, 5: 1 1
    float[] x = {5, 1, 2};
    float[] y = {3, 2};
    assertThat(KolmogorovSmirnov.distance(x, y)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(KolmogorovSmirnov.distance(y, x)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(x).containsExactly(5, 1, 2);
  }

  @Test
  void distance_ofTies_isThatOfTheirShares() {
    // 1/2 against 1/4 of the values are 0; elsewhere both are 0 or 1
    assertThat(KolmogorovSmirnov.distance(new float[] {0, 1}, new float[] {0, 1, 1, 1}))
        .isEqualTo(0.25);
    assertThat(KolmogorovSmirnov.distance(new float[] {7, 7}, new float[] {7})).isZero();
  }

  @Test
  void distance_ofShiftedNormals_isTheClosedForm() {
    // 2 Phi(0.89 / 2) - 1 = 0.3437; each of the 2000 steps is 1/2000
    double distance = KolmogorovSmirnov.distance(
        NormalSample.quantiles(2000, 0), NormalSample.quantiles(2000, 0.89));
    assertThat(distance).isCloseTo(0.3437, within(1 / 2000.0));
  }

  @Test
  void distance_ofSamplesApart_isOne_andOfNaNOrNothing_isNaN() {
    assertThat(KolmogorovSmirnov.distance(new float[] {1, 2}, new float[] {3})).isEqualTo(1);
    assertThat(KolmogorovSmirnov.distance(new float[] {1, Float.NaN}, new float[] {3}))
        .isNaN();
    assertThat(KolmogorovSmirnov.distance(new float[0], new float[] {3})).isNaN();
  }
}
