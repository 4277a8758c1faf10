package org.ebm.report;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Consumer;

/** What a figure is drawn on, as pixels or as SVG. Coordinates are pixels from the upper left. */
interface Drawing {
  /** How a text stands to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void line(Shape way, Ink ink);

  void fill(Shape area, Ink ink);

  void text(String text, Anchor anchor, double x, double baseline);

  /** A text that is read upwards; its baseline has its middle at a point. */
  void upwards(String text, double x, double y);

  /**
   * Pixels (0xRRGGBB, row by row) over a rectangle.
   *
   * @param smooth blended into each other; else each is a rectangle
   */
  void picture(int[] rgb, int columns, Rectangle2D where, boolean smooth);

  /** Draws a part that has an upper left of its own; what lies beyond its edges is not seen. */
  void inside(Rectangle2D part, Consumer<Drawing> content);

  static Shape bar(double left, double top, double width, double height) {
    return new Rectangle2D.Double(left, top, width, height);
  }

  /** A rectangle with a line of one pixel around it: filled first, what is drawn on it ends somewhere on any paper. */
  static Shape around(Rectangle2D part) {
    return bar(part.getX() - 1, part.getY() - 1, part.getWidth() + 2, part.getHeight() + 2);
  }

  static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
