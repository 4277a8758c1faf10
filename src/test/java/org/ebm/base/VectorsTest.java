package org.ebm.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorsTest {
  @Test
  void norms_areEuclidean() {
    assertThat(Vectors.norm(new float[] {3, -4})).isEqualTo(5);
    assertThat(Vectors.norm(new double[] {5, 12})).isEqualTo(13);
  }

  @Test
  void sums_areTakenInDouble() {
    // 2^24 + 1 is no float: a float32 sum of squares would lose the ones
    float[] values = {4096, 1, 1};
    assertThat(Vectors.dot(values, values)).isEqualTo(4096.0 * 4096 + 2);
    assertThat(Vectors.distance(new float[] {1e8f}, new float[] {1e-8f}))
        .isEqualTo(1e8 - (double) 1e-8f);
  }

  @Test
  void meanDistance_isOverRows() {
    FloatArray a = new FloatArray(new int[] {2, 2}, new float[] {0, 0, 1, 1});
    FloatArray b = new FloatArray(new int[] {2, 2}, new float[] {3, 4, 1, 2});
    // rows are 5 and 1 apart
    assertThat(Vectors.meanDistance(a, b)).isEqualTo(3);
  }

  @Test
  void aNumberThatIsNone_isSeen() {
    assertThat(Vectors.norm(new float[] {1, Float.NaN})).isNaN();
  }
}
