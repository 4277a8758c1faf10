package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
  private static final RandomKey KEY = RandomKey.ofSeed(23);

  @Test
  void squared_onALine_isThatOfTheSortedValues() {
    // 0 to 3 and 1 to 5: (9 + 16) / 2
    assertThat(SlicedWasserstein.squared(line(1, 0), line(3, 5), KEY))
        .isCloseTo(12.5, within(1e-9));
  }

  @Test
  void squared_ofUnequalSizes_interpolatesTheSmallerSample() {
    // quantiles of {0, 1} at 1/8 3/8 5/8 7/8, with 0 at 1/4 and 1 at 3/4: 0 1/4 3/4 1
    FloatArray few = line(0, 1);
    assertThat(SlicedWasserstein.squared(few, line(1, 0.75f, 0.25f, 0), KEY)).isZero();
    assertThat(SlicedWasserstein.squared(line(3, 2.75f, 2.25f, 2), few, KEY))
        .isCloseTo(4, within(1e-9));
  }

  @Test
  void squared_ofNormalsWithDifferentMeans_isTheSquaredDistanceOverTheDimension() {
    FloatArray x = NormalSample.drawn(2000, 2, 1, KEY.fold("x"));
    float[] y = NormalSample.drawn(2000, 2, 1, KEY.fold("y")).values();
    for (int i = 0; i < y.length; i += 2) {
      y[i] += 3;
      y[i + 1] -= 4;
    }
    // |(3, 4)|^2 / 2; the squared cosine of a direction has sd 0.71 of its mean, 3.2 % after 500
    // directions, and the means are off by sqrt(2 / 2000) = 0.03 of 5, squared 1.3 %; 4 standard
    // errors
    assertThat(SlicedWasserstein.squared(x, new FloatArray(x.shape(), y), KEY) / 12.5)
        .isCloseTo(1, within(4 * 0.034));
  }

  @Test
  void squared_ofNormalsOfDifferentWidth_isTheSquaredDifference() {
    FloatArray x = NormalSample.drawn(10_000, 8, 1, KEY.fold("x"));
    FloatArray y = NormalSample.drawn(10_000, 8, 2, KEY.fold("y"));
    // 2 - 1 has standard error sqrt((1 + 4) / (2 * 8 * 10^4)) = 0.0056 over 8 coordinates, its
    // square
    // twice that: 5 % are 4 of them
    assertThat(SlicedWasserstein.squared(x, y, KEY)).isCloseTo(1, within(0.05));
  }

  @Test
  void squared_withANaN_isNaN() {
    assertThat(SlicedWasserstein.squared(line(1, Float.NaN), line(1, 2), KEY)).isNaN();
  }

  @Test
  void squared_ofPointsOfDifferentSize_isRefused() {
    assertThatThrownBy(() ->
            SlicedWasserstein.squared(line(1), new FloatArray(new int[] {1, 2}, new float[2]), KEY))
        .hasMessage("two samples of at least 1 points of one size are needed, got float32[1, 1] and"
            + " float32[1, 2]");
  }

  private static FloatArray line(float... values) {
    return new FloatArray(new int[] {values.length, 1}, values);
  }
}
