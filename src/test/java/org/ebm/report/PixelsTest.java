package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

class PixelsTest {
  private static int[] rgb(int channels, float... values) {
    int area = values.length / channels;
    int[] rgb = Pixels.rgb(new FloatArray(new int[] {1, channels, 1, area}, values), 0);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] &= 0xFFFFFF;
    }
    return rgb;
  }

  @Test
  void greyRunsFromBlackToWhite() {
    // 0 is the middle: round(127.5) = 128
    assertThat(rgb(1, -1, 0, 1)).containsExactly(0x000000, 0x808080, 0xFFFFFF);
  }

  @Test
  void valuesBeyondTheRange_showTheEnds() {
    assertThat(rgb(1, -7, 1.01f)).containsExactly(0x000000, 0xFFFFFF);
  }

  @Test
  void threeChannels_areRedGreenBlue() {
    assertThat(rgb(3, 1, 0, -1)).containsExactly(0xFF8000);
  }

  @Test
  void nonFinitePixels_areMagenta() {
    assertThat(rgb(3, 0, 0, Float.NaN, 0, 0, Float.NEGATIVE_INFINITY))
        .containsExactly(0xFF00FF, 0xFF00FF);
  }

  @Test
  void twoChannels_areRefused() {
    FloatArray images = new FloatArray(new int[] {1, 2, 1, 1}, new float[2]);
    assertThatThrownBy(() -> Pixels.requireImages(images))
        .hasMessage("images must be (n, 1 or 3, height, width), got [1, 2, 1, 1]");
  }
}
