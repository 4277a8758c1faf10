package org.ebm.report;

import java.awt.Color;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Grid2d;

/** A coloured map with axes, and the colour bar that reads it, each with its frame on exactly the given rectangle of a canvas. */
final class HeatMap {
  /** More points are drawn smaller. */
  private static final int MANY = 300;

  private HeatMap() {}

  /** Names of the axes; an empty one leaves out the tick labels too, for maps that share an axis. */
  record Labels(String x, String y) {}

  /**
   * Draws the cells of a grid.
   *
   * @param picture colours from {@link ColourRange#picture}
   */
  static void draw(Canvas canvas, Rectangle where, Grid2d grid, int[] picture, Labels labels) {
    Axis x = new Axis(grid.xMin(), grid.xMax(), false);
    Axis y = new Axis(grid.yMin(), grid.yMax(), false);
    Chart chart = new Chart(
        "",
        new Chart.Side(labels.x(), x),
        new Chart.Side(labels.y(), y),
        List.of(new Mark.Cells(picture, grid.n())));
    ChartDrawing.draw(canvas, chart, where);
  }

  /** Room that the numbers along y need, with their label, for maps up to the usual size. */
  static int left(Grid2d grid) {
    Axis y = new Axis(grid.yMin(), grid.yMax(), false);
    return 34 + widest(y);
  }

  /** Room that a colour bar needs, with its numbers and label. */
  static int right(ColourRange range, int bar) {
    return bar + widest(new Axis(range.low(), range.high(), false)) + 30;
  }

  /** Pixels of the widest number along an axis. */
  static int widest(Axis axis) {
    return axis.ticks().stream()
        .mapToInt(tick -> Canvas.width(axis.label(tick), Canvas.TEXT))
        .max()
        .orElse(0);
  }

  /** Draws points (n, 2) in the frame of a map, each a small disc; more of them, smaller ones. */
  static void drawPoints(
      Canvas canvas, Rectangle where, Grid2d grid, FloatArray points, Labels labels) {
    Chart chart = new Chart(
        "",
        new Chart.Side(labels.x(), new Axis(grid.xMin(), grid.xMax(), false)),
        new Chart.Side(labels.y(), new Axis(grid.yMin(), grid.yMax(), false)),
        List.of(new Mark.Points(points, points.rows() > MANY ? 1.1 : 2.2, Ink.line(0))));
    ChartDrawing.draw(canvas, chart, where);
  }

  /** Draws a colour bar with its scale at the right, with a tip if there are values beyond its end. */
  static void drawBar(
      Canvas canvas, Rectangle where, ColourRange range, String label, boolean tip) {
    int[] colours = new int[where.height];
    for (int i = 0; i < colours.length; i++) {
      colours[colours.length - 1 - i] = Palette.map((i + 0.5) / colours.length);
    }
    canvas.picture(colours, 1, where, false);
    canvas.line(where, Ink.FRAME);
    Axis scale = new Axis(range.low(), range.high(), false);
    int right = where.x + where.width;
    int widest = 0;
    for (double tick : scale.ticks()) {
      String number = scale.label(tick);
      double y = where.y + (1 - scale.position(tick)) * where.height;
      canvas.fill(Drawing.bar(right, y - 0.5, 4, 1), Ink.FRAME);
      canvas.text(number, Drawing.Anchor.START, right + 6, y + 5);
      widest = Math.max(widest, Canvas.width(number, Canvas.TEXT));
    }
    canvas.upwards(label, right + widest + 22.0, where.getCenterY());
    if (tip) {
      int[] xs = {where.x, right, where.x + where.width / 2};
      int[] ys = {where.y - 2, where.y - 2, where.y - 12};
      canvas.fill(new Polygon(xs, ys, 3), Ink.of(new Color(Palette.map(1))));
    }
  }
}
