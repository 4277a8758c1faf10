package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;

class GlyphsTest {
  private static final Glyphs GLYPHS = new Glyphs(16, 10, 4000, 0, 0);

  @Test
  void imagesAreStrokesOnADarkGround() {
    FloatArray images = GLYPHS.open().first(4000);
    assertThat(GLYPHS.shape()).isEqualTo(Shape.of(1, 16, 16));
    assertThat(images.shape()).containsExactly(4000, 1, 16, 16);
    int border = 0;
    for (int i = 0; i < 4000; i++) {
      FloatArray image = images.slice(i, i + 1);
      int inked = 0;
      float brightest = -1;
      for (int pixel = 0; pixel < 256; pixel++) {
        float value = image.values()[pixel];
        boolean edge = pixel / 16 % 15 == 0 || pixel % 16 % 15 == 0;
        inked += value > 0 ? 1 : 0;
        border += edge && value > 0 ? 1 : 0;
        brightest = Math.max(brightest, value);
      }
      assertThat(inked).isBetween(8, 100);
      assertThat(brightest).isGreaterThan(0.8f);
    }
    // strokes hardly ever leave the picture: of 240 000 border pixels
    assertThat(border).isLessThan(120);
  }

  @Test
  void digitsDifferByClass_moreThanWithinOne() {
    // nearest class mean, learned on the first half: chance is 10 %, a typeface would give 100 %
    FloatArray images = GLYPHS.open().first(4000);
    float[][] means = new float[10][256];
    for (int i = 0; i < 2000; i++) {
      for (int pixel = 0; pixel < 256; pixel++) {
        means[i % 10][pixel] += images.values()[256 * i + pixel] / 200;
      }
    }
    int right = 0;
    for (int i = 2000; i < 4000; i++) {
      right += nearest(means, images.slice(i, i + 1).values()) == i % 10 ? 1 : 0;
    }
    assertThat(right / 2000.0).isBetween(0.7, 0.99);
  }

  @Test
  void aSmallerSet_isTheBeginningOfALarger() {
    assertThat(new Glyphs(16, 10, 50, 0, 0).open().first(50))
        .isEqualTo(GLYPHS.open().first(50));
  }

  @Test
  void anotherSeedGivesOtherImages_theSameSeedTheSame() {
    FloatArray images = GLYPHS.open().first(10);
    assertThat(GLYPHS.open().first(10)).isEqualTo(images);
    assertThat(new Glyphs(16, 10, 50, 0, 1).open().first(10)).isNotEqualTo(images);
    assertThat(new Glyphs(16, 10, 50, 0, 1).open().fingerprint())
        .isNotEqualTo(new Glyphs(16, 10, 50, 0, 0).open().fingerprint());
  }

  @Test
  void labelsCountThroughTheClasses() {
    Batch batch = new Glyphs(8, 3, 300, 0.1, 0).open().draw(100, RandomKey.ofSeed(0));
    assertThat(batch.labels().orElseThrow()).containsOnly(0, 1, 2);
  }

  @Test
  void tenThousandSmallImages_areDrawnInNoTime() {
    Glyphs glyphs = new Glyphs(16, 10, 10_000, 0, 0);
    long start = System.nanoTime();
    glyphs.open();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static int nearest(float[][] means, float[] image) {
    int best = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < means.length; k++) {
      double distance = 0;
      for (int pixel = 0; pixel < image.length; pixel++) {
        distance += Math.pow(means[k][pixel] - image[pixel], 2);
      }
      if (distance < smallest) {
        smallest = distance;
        best = k;
      }
    }
    return best;
  }
}
