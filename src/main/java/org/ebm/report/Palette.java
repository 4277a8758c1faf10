package org.ebm.report;

import java.awt.Color;
import java.util.List;

/** All colours of all pictures; safe for colour-blind readers and in grey print. */
final class Palette {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x222222);
  static final Color SOFT = new Color(0x777777);
  /** Between pictures: neither their black nor their white. */
  static final Color EDGE = new Color(0x9AA4AE);

  static final Color FAINT = new Color(0xDDDDDD);
  static final Color SHADE = new Color(0xEEEEEE);
  /** A value that is not a number; no other colour here comes near it. */
  static final Color NON_FINITE = new Color(0xFF00FF);

  /** For lines, most distinct first. Source: Okabe and Ito (2008), Color Universal Design, without its yellow, which is too pale on white. */
  private static final List<Color> OF_LINES = List.of(
      new Color(0x0072B2),
      new Color(0xD55E00),
      new Color(0x009E73),
      new Color(0xCC79A7),
      new Color(0x56B4E9),
      new Color(0xE69F00),
      new Color(0x000000));

  /** Lines that differ in colour. */
  static final int LINES = OF_LINES.size();

  /** Equidistant colours of the viridis map (van der Walt and Smith, 2015, public domain). */
  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B,
    0xFDE725
  };

  /** Steps of this part of the circle of hues come back to none. */
  private static final double GOLDEN = 0.618034;

  private Palette() {}

  /** Colour of the k-th line of a plot. */
  static Color line(int k) {
    return OF_LINES.get(k % LINES);
  }

  /** Whether the k-th line has the colour of one before it, and needs another stroke to be told from it. */
  static boolean isRepeated(int k) {
    return k >= LINES;
  }

  /** Colour of the k-th area of a map: of any number of areas no two that follow each other look alike. */
  static Color area(int k) {
    int named = LINES - 1;
    return k < named
        ? OF_LINES.get(k)
        : Color.getHSBColor((float) ((k - named) * GOLDEN % 1), 0.5f, 0.72f);
  }

  /** A colour mixed with paper: itself at 0 and below, paper at 1 and above; {@link #NON_FINITE} for NaN. */
  static Color towardsPaper(Color colour, double share) {
    if (Double.isNaN(share)) {
      return NON_FINITE;
    }
    double paper = Math.max(0, Math.min(1, share));
    return new Color(
        mix(colour.getRed(), 255, paper),
        mix(colour.getGreen(), 255, paper),
        mix(colour.getBlue(), 255, paper));
  }

  /** Viridis from dark (0) to bright (1) as 0xRRGGBB; beyond the ends the end colours; {@link #NON_FINITE} for NaN. */
  static int map(double fraction) {
    if (Double.isNaN(fraction)) {
      return NON_FINITE.getRGB();
    }
    double position = Math.max(0, Math.min(1, fraction)) * (VIRIDIS.length - 1);
    int below = Math.min((int) position, VIRIDIS.length - 2);
    double share = position - below;
    Color low = new Color(VIRIDIS[below]);
    Color high = new Color(VIRIDIS[below + 1]);
    return new Color(
            mix(low.getRed(), high.getRed(), share),
            mix(low.getGreen(), high.getGreen(), share),
            mix(low.getBlue(), high.getBlue(), share))
        .getRGB();
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }
}
