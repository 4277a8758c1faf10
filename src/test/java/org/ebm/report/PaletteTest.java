package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void map_runsFromDarkToBright() {
    assertThat(Palette.map(0) & 0xFFFFFF).isEqualTo(0x440154);
    assertThat(Palette.map(1) & 0xFFFFFF).isEqualTo(0xFDE725);
    // the fifth of nine pieces, half-way from 26828E to 1F9E89: 22.5 -> 23 = 35, 90 = 144, 8B.5 ->
    // 8C = 140
    assertThat(Palette.map(0.5) & 0xFFFFFF).isEqualTo(0x23908C);
    for (int i = 0; i < 100; i++) {
      assertThat(luminance((i + 1) / 100.0)).isGreaterThanOrEqualTo(luminance(i / 100.0));
    }
  }

  @Test
  void map_beyondTheEnds_isTheEnds() {
    assertThat(Palette.map(-3)).isEqualTo(Palette.map(0));
    assertThat(Palette.map(Double.POSITIVE_INFINITY)).isEqualTo(Palette.map(1));
  }

  @Test
  void map_ofNaN_isMagenta() {
    assertThat(Palette.map(Double.NaN) & 0xFFFFFF).isEqualTo(0xFF00FF);
  }

  @Test
  void towardsPaper_mixesWithWhite() {
    // 0.65 * 255 = 165.75
    assertThat(Palette.towardsPaper(java.awt.Color.BLACK, 0.65))
        .isEqualTo(new java.awt.Color(166, 166, 166));
  }

  /** Rec. 709 weights, on 0..255. */
  private static double luminance(double fraction) {
    int rgb = Palette.map(fraction);
    return 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
  }
}
