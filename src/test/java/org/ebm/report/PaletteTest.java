package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Lines that share a chart are told apart by those who lack one kind of cone, too: CIE 1976 distance 15, where 2.3 is just seen. */
  @Test
  void lines_differForColourBlindReaders() {
    List<List<Color>> palettes = new ArrayList<>(
        List.of(IntStream.range(0, Palette.LINES).mapToObj(Palette::line).toList()));
    Matcher declared = Pattern.compile("--c(\\d): #(\\p{XDigit}{6})").matcher(Stylesheet.TEXT);
    while (declared.find()) {
      if (declared.group(1).equals("0")) {
        palettes.add(new ArrayList<>());
      }
      palettes.get(palettes.size() - 1).add(new Color(Integer.parseInt(declared.group(2), 16)));
    }
    assertThat(palettes).hasSize(3).allMatch(palette -> palette.size() == Palette.LINES);
    for (List<Color> palette : palettes) {
      for (double[][] eyes : List.of(ALL_CONES, PROTANOPIA, DEUTERANOPIA)) {
        for (int i = 0; i < palette.size(); i++) {
          for (int j = 0; j < i; j++) {
            double[] one = lab(palette.get(i), eyes);
            double[] other = lab(palette.get(j), eyes);
            assertThat(Math.sqrt(IntStream.range(0, 3)
                    .mapToDouble(k -> Math.pow(one[k] - other[k], 2))
                    .sum()))
                .as(palette.get(i) + " beside " + palette.get(j))
                .isGreaterThan(15);
          }
        }
      }
    }
  }

  private static final double[][] ALL_CONES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  /** Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), table 1, severity 1, of linear RGB. */
  private static final double[][] PROTANOPIA = {
    {0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}
  };

  private static final double[][] DEUTERANOPIA = {
    {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
  };

  /** From sRGB to CIE XYZ under D65: IEC 61966-2-1. */
  private static final double[][] XYZ = {
    {0.4124564, 0.3575761, 0.1804375},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}
  };

  private static final double[] D65 = {0.95047, 1, 1.08883};

  /** CIE L*a*b* of a colour as it is seen. */
  private static double[] lab(Color colour, double[][] eyes) {
    double[] linear = IntStream.of(colour.getRed(), colour.getGreen(), colour.getBlue())
        .mapToDouble(c -> c / 255.0)
        .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
        .toArray();
    double[] seen = times(eyes, linear);
    double[] xyz =
        times(XYZ, DoubleStream.of(seen).map(c -> Math.max(0, Math.min(1, c))).toArray());
    double[] f = IntStream.range(0, 3)
        .mapToDouble(k -> xyz[k] / D65[k])
        .map(t -> t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116)
        .toArray();
    return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return Stream.of(matrix)
        .mapToDouble(
            row -> IntStream.range(0, 3).mapToDouble(k -> row[k] * vector[k]).sum())
        .toArray();
  }

  /** Rec. 709 weights, on 0..255. */
  private static double luminance(double fraction) {
    int rgb = Palette.map(fraction);
    return 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
  }
}
