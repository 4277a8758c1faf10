package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;

class AugmentedTest {
  private static final RandomKey KEY = RandomKey.ofSeed(8);
  private static final Init NOISE = new UniformStart(1);

  private static Augmented only(int shift, double flip) {
    return new Augmented(
        NOISE, Optional.empty(), shift, flip, Optional.empty(), 0, Optional.empty());
  }

  private static FloatArray of(Augmented how, Shape shape, int n, float... one) {
    float[] all = new float[n * one.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[i % one.length];
    }
    List<Integer> sizes = shape.sizes();
    FloatArray pictures =
        new FloatArray(new int[] {n, sizes.get(0), sizes.get(1), sizes.get(2)}, all);
    return Transformation.of(how, shape).of(pictures, KEY);
  }

  private static float[] row(FloatArray pictures, int row) {
    return pictures.slice(row, row + 1).values();
  }

  @Test
  void aMirrorImageIsOne_andAShiftRepeatsTheBorder() {
    Shape shape = Shape.of(1, 2, 3);
    float[] picture = {1, 2, 3, 4, 5, 6};
    assertThat(row(of(only(0, 1), shape, 1, picture), 0)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(row(of(only(0, 0), shape, 1, picture), 0)).containsExactly(picture);
    FloatArray shifted = of(only(1, 0), shape, 200, picture);
    int[] seen = new int[3];
    for (int i = 0; i < 200; i++) {
      float[] each = row(shifted, i);
      // the middle column comes from the one that the window begins at
      int by = Math.round(each[1] > 3 ? each[1] - 5 : each[1] - 2);
      seen[by + 1]++;
      float[] top = {1 + Math.max(by, 0), 2 + by, 3 + Math.min(by, 0)};
      assertThat(each[0] > 3 ? each[0] - 3 : each[0]).isEqualTo(top[0]);
      assertThat(each[2] > 3 ? each[2] - 3 : each[2]).isEqualTo(top[2]);
    }
    // a third each, with a standard error of 7
    for (int count : seen) {
      assertThat(count).isBetween(40, 94);
    }
  }

  /** A window of a slope is a slope again, flatter by the window's width. */
  @Test
  void aCropStretchesAWindow() {
    int size = 16;
    Shape shape = Shape.of(1, size, size);
    float[] slope = new float[size * size];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = i % size;
    }
    Augmented how = new Augmented(
        NOISE, Optional.of(List.of(0.25, 0.25)), 0, 0, Optional.empty(), 0, Optional.empty());
    FloatArray cut = of(how, shape, 100, slope);
    double mean = 0;
    for (int i = 0; i < 100; i++) {
      float[] each = row(cut, i);
      double step = each[9] - each[8];
      // half the width, times the root of the aspect ratio
      assertThat(step).isBetween(0.5 * Math.sqrt(0.75) - 1e-5, 0.5 * Math.sqrt(4 / 3.0) + 1e-5);
      assertThat((double) each[10] - each[9]).isCloseTo(step, within(1e-5));
      mean += each[8] / 100;
    }
    // windows lie anywhere: the middle, 7.5, with a standard error of 8 / sqrt(12) / 10
    assertThat(mean).isCloseTo(7.5, within(1.0));
  }

  @Test
  void coloursKeepTheGrey_whereOnlyTheHueTurns_andVanishAltogether() {
    Shape shape = Shape.of(3, 1, 2);
    float[] picture = {0.5f, -0.5f, 0.1f, 0.2f, -0.3f, 0.7f};
    Augmented turned = new Augmented(
        NOISE,
        Optional.empty(),
        0,
        0,
        Optional.of(new ColorJitter(1, 0, 0, 0, 0.5)),
        0,
        Optional.empty());
    FloatArray all = of(turned, shape, 20, picture);
    for (int i = 0; i < 20; i++) {
      float[] each = row(all, i);
      for (int pixel = 0; pixel < 2; pixel++) {
        assertThat(gray(each, pixel)).isCloseTo(gray(picture, pixel), within(1e-5));
      }
    }
    assertThat(Math.abs(row(all, 0)[0] - picture[0])).isGreaterThan(0.01f);
    Augmented grey =
        new Augmented(NOISE, Optional.empty(), 0, 0, Optional.empty(), 1, Optional.empty());
    float[] without = row(of(grey, shape, 1, picture), 0);
    assertThat(without[0]).isEqualTo(without[2]).isEqualTo(without[4]);
    assertThat((double) without[0]).isCloseTo(gray(picture, 0), within(1e-6));
  }

  private static double gray(float[] picture, int pixel) {
    return 0.299 * picture[pixel] + 0.587 * picture[2 + pixel] + 0.114 * picture[4 + pixel];
  }

  @Test
  void aBlurSpreadsAPoint_andKeepsItsMass() {
    Shape shape = Shape.of(1, 9, 9);
    float[] point = new float[81];
    point[40] = 1;
    Augmented how = new Augmented(
        NOISE,
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        0,
        Optional.of(new Blur(1, List.of(1.0, 1.0), 5)));
    float[] blurred = row(of(how, shape, 1, point), 0);
    double sum = 0;
    for (float value : blurred) {
      sum += value;
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat((double) blurred[41] / blurred[40]).isCloseTo(Math.exp(-0.5), within(1e-5));
    assertThat((double) blurred[49] / blurred[40]).isCloseTo(Math.exp(-0.5), within(1e-5));
  }

  @Test
  void whatCannotBeTransformed_isRefused() {
    assertThatThrownBy(() -> Transformation.of(only(1, 0), Shape.of(2)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("got states of")
        .hasMessageContaining("2");
    Augmented colours =
        new Augmented(NOISE, Optional.empty(), 0, 0, Optional.empty(), 0.5, Optional.empty());
    assertThatThrownBy(() -> Transformation.of(colours, Shape.of(1, 8, 8)))
        .hasMessageContaining("needs pictures of 3 channels, got 1");
    assertThatThrownBy(() -> new Augmented(
            NOISE, Optional.of(List.of(0.8)), 0, 0, Optional.empty(), 0, Optional.empty()))
        .hasMessageContaining("must be [least, most]");
    assertThatThrownBy(() -> new Blur(1, List.of(0.1, 2.0), 4))
        .hasMessageContaining("must be odd, got 4");
  }
}
