package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;

class ImagePoolTest {
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final byte[][] PIXELS = {{0, (byte) 255}, {51, (byte) 204}, {102, (byte) 153}};

  @Test
  void pixelsSpanMinusOneToOne() {
    // 2 b / 255 - 1 for b = 0, 255, 51, 204
    assertThat(pool(0).first(2))
        .isEqualTo(new FloatArray(new int[] {2, 1, 1, 2}, new float[] {-1, 1, -0.6f, 0.6f}));
  }

  @Test
  void firstOfMoreThanThereAre_isAllOfThem() {
    assertThat(pool(0).first(10).rows()).isEqualTo(3);
    assertThat(pool(0).size()).hasValue(3);
  }

  @Test
  void drawsAreUniformWithReplacement_andCarryTheirLabels() {
    int n = 9000;
    Batch batch = pool(0).draw(n, KEY);
    int[] labels = batch.labels().orElseThrow();
    int[] counts = new int[3];
    for (int i = 0; i < n; i++) {
      int row = labels[i] - 10;
      counts[row]++;
      float expected = 2 * Byte.toUnsignedInt(PIXELS[row][0]) / 255f - 1;
      assertThat(batch.examples().values()[2 * i]).isEqualTo(expected);
    }
    // 3000 each, standard error sqrt(n 1/3 2/3) = 44.7
    for (int count : counts) {
      assertThat((double) count).isCloseTo(3000, within(4 * 44.7));
    }
  }

  @Test
  void noise_hasItsSdAndIsNotClipped() {
    int n = 10_000;
    double sd = 0.5;
    FloatArray clean = pool(0).batch(n, KEY);
    FloatArray noisy = pool(sd).batch(n, KEY);
    double sum = 0;
    double squares = 0;
    float largest = 0;
    for (int i = 0; i < 2 * n; i++) {
      double noise = noisy.values()[i] - clean.values()[i];
      sum += noise;
      squares += noise * noise;
      largest = Math.max(largest, noisy.values()[i]);
    }
    // 2 n values: standard error of the mean sd / sqrt(2 n), of the variance sd^2 sqrt(2 / (2 n))
    assertThat(sum / (2 * n)).isCloseTo(0, within(4 * sd / Math.sqrt(2.0 * n)));
    assertThat(squares / (2 * n)).isCloseTo(sd * sd, within(4 * sd * sd / Math.sqrt(n)));
    assertThat(largest).isGreaterThan(1.5f);
  }

  @Test
  void drawsDependOnTheKeyOnly() {
    assertThat(pool(0.1).batch(4, KEY)).isEqualTo(pool(0.1).batch(4, KEY));
    assertThat(pool(0.1).batch(4, KEY)).isNotEqualTo(pool(0.1).batch(4, KEY.fold(1)));
    assertThat(pool(0).logDensity(pool(0).first(1))).isEmpty();
  }

  private static ImagePool pool(double noise) {
    return new ImagePool(
        org.ebm.base.Space.of(Shape.of(1, 1, 2)),
        PIXELS,
        Optional.of(new int[] {10, 11, 12}),
        new PixelNoise(noise),
        "fingerprint");
  }
}
