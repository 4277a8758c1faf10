package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class MaximumMeanDiscrepancyTest {
  private static final RandomKey KEY = RandomKey.ofSeed(17);

  @Test
  void of_fourPoints_isTheSumByHand() {
    // distances 1 (0,1), 3 4 (0), 2 3 (1), 1 (3,4); squared and sorted 1 1 4 9 9 16, the upper
    // middle
    // is 9
    var result = MaximumMeanDiscrepancy.of(line(0, 1), line(3, 4), KEY);
    assertThat(result.bandwidth()).isEqualTo(3);
    double across = (kernel(3) + kernel(4) + kernel(2) + kernel(3)) / 4;
    assertThat(result.squared()).isCloseTo(kernel(1) + kernel(1) - 2 * across, within(1e-6));
    // 2 of the 6 relabellings are as far apart as the observed one, {0,1 | 3,4} and {3,4 | 0,1}:
    // 1/3, with standard error sqrt(2 / 9 / 500) = 0.021; 4 of them
    assertThat(result.pValue()).isCloseTo(1 / 3.0, within(0.085));
  }

  @Test
  void squared_ofTwoNormals_isTheClosedForm() {
    // mean over 20 pairs of samples of what is above the closed form at each pair's bandwidth
    double sum = 0;
    double squares = 0;
    int pairs = 20;
    for (int i = 0; i < pairs; i++) {
      FloatArray x = NormalSample.drawn(100, 2, 0.5, KEY.fold("x").fold(i));
      FloatArray y = moved(NormalSample.drawn(150, 2, 1, KEY.fold("y").fold(i)), 0.6f, -0.3f);
      var result = MaximumMeanDiscrepancy.of(x, y, KEY);
      double off = result.squared() - closedForm(result.bandwidth());
      sum += off / pairs;
      squares += off * off / pairs;
    }
    double standardError = Math.sqrt((squares - sum * sum) / (pairs - 1));
    assertThat(sum).isCloseTo(0, within(4 * standardError));
    // which is sharp: the closed form at a bandwidth of 1.3 is far above that
    assertThat(closedForm(1.3)).isGreaterThan(10 * standardError);
  }

  @Test
  void pValue_ofDifferentSamples_isTheSmallestPossible() {
    FloatArray x = NormalSample.drawn(100, 2, 1, KEY.fold("x"));
    FloatArray y = moved(NormalSample.drawn(150, 2, 1, KEY.fold("y")), 1, 0);
    assertThat(MaximumMeanDiscrepancy.of(x, y, KEY).pValue()).isEqualTo(1 / 501.0);
  }

  @Test
  void of_aNaNOrOnePointManyTimes_isNaN() {
    assertThat(MaximumMeanDiscrepancy.of(line(0, Float.NaN), line(3, 4), KEY).pValue())
        .isNaN();
    var same = MaximumMeanDiscrepancy.of(line(2, 2), line(2, 2), KEY);
    assertThat(same.bandwidth()).isZero();
    assertThat(same.squared()).isNaN();
  }

  @Test
  void of_tooManyOrUnlikePoints_isRefused() {
    FloatArray many = new FloatArray(new int[] {3999, 1}, new float[3999]);
    assertThatThrownBy(() -> MaximumMeanDiscrepancy.of(many, line(1, 2), KEY))
        .hasMessage(
            "maximum mean discrepancy: 4001 points together, allowed 4000 (memory grows with"
                + " the square); take fewer of each");
    assertThatThrownBy(
            () -> MaximumMeanDiscrepancy.of(line(1, 2), NormalSample.drawn(2, 2, 1, KEY), KEY))
        .hasMessageStartingWith("two samples of at least 2 points of one size are needed");
  }

  private static double kernel(double r) {
    double sum = 0;
    for (double width : new double[] {1.5, 3, 6}) {
      sum += Math.exp(-r * r / (2 * width * width));
    }
    return sum;
  }

  /** E k(x, x') + E k(y, y') - 2 E k(x, y), x of sd 0.5 and y of sd 1 with means 0.6, -0.3 apart. */
  private static double closedForm(double bandwidth) {
    double sum = 0;
    for (double width : new double[] {0.5, 1, 2}) {
      double l = width * width * bandwidth * bandwidth;
      sum += meanKernel(l, 0.5, 0) + meanKernel(l, 2, 0) - 2 * meanKernel(l, 1.25, 0.45);
    }
    return sum;
  }

  /** E exp(-|x - y|^2 / 2 l) in the plane: l / (l + v) exp(-m / 2 (l + v)), v the sum of the variances and m the squared distance of the means. */
  private static double meanKernel(double l, double v, double m) {
    return l / (l + v) * Math.exp(-m / (2 * (l + v)));
  }

  private static FloatArray moved(FloatArray points, float dx, float dy) {
    float[] values = points.values().clone();
    for (int i = 0; i < values.length; i += 2) {
      values[i] += dx;
      values[i + 1] += dy;
    }
    return new FloatArray(points.shape(), values);
  }

  private static FloatArray line(float... values) {
    return new FloatArray(new int[] {values.length, 1}, values);
  }
}
