package org.ebm.report;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** Drawn as pixels. */
record CanvasPaper(Canvas canvas) implements Paper {
  @Override
  public void bar(double left, double top, double width, double height, Color colour) {
    canvas.fill(new Rectangle2D.Double(left, top, width, height), colour);
  }

  @Override
  public void disc(double x, double y, double radius, Color colour) {
    canvas.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), colour);
  }

  @Override
  public void text(String text, Anchor anchor, double x, double baseline) {
    int width = Canvas.width(text, Canvas.TEXT);
    double left = switch (anchor) {
      case START -> x;
      case MIDDLE -> x - width / 2.0;
      case END -> x - width;
    };
    canvas.text(text, Canvas.TEXT, (int) Math.round(left), (int) Math.round(baseline));
  }

  @Override
  public void picture(int[] rgb, int columns, double left, double top, int scale) {
    canvas.pixels(rgb, columns, (int) Math.round(left), (int) Math.round(top), scale);
  }
}
