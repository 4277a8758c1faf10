package org.ebm.report;

import java.awt.Color;

/** What a figure is drawn on, as pixels or as SVG. Coordinates are pixels from the upper left. */
interface Paper {
  /** How a text stands to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void bar(double left, double top, double width, double height, Color colour);

  void disc(double x, double y, double radius, Color colour);

  void text(String text, Anchor anchor, double x, double baseline);

  /** Pixels (0xRRGGBB, row by row), each as a square of scale x scale. */
  void picture(int[] rgb, int columns, double left, double top, int scale);
}
