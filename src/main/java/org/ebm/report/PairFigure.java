package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;

/** Points of a few coordinates: each against each other one, and its histogram on the diagonal. */
public final class PairFigure {
  private static final int PANEL = 250;
  private static final int TOP = 44;
  private static final int BINS = 30;

  private PairFigure() {}

  /** @param points (n, d) */
  public static void write(Path png, String title, FloatArray points) {
    int d = points.shape()[1];
    Canvas canvas = new Canvas(
        Math.max(d * PANEL, Canvas.width(title, Canvas.TITLE)) + 16, TOP + d * PANEL + 8);
    canvas.text(title, Canvas.TITLE, 16, 30);
    Axis[] axes = new Axis[d];
    for (int i = 0; i < d; i++) {
      axes[i] = Axis.around(column(points, i), false, 0.05);
    }
    for (int row = 0; row < d; row++) {
      for (int column = 0; column < d; column++) {
        Rectangle where = new Rectangle(column * PANEL, TOP + row * PANEL, PANEL - 6, PANEL - 6);
        ChartPanel.drawWithoutNames(canvas, panel(points, axes, row, column), where);
      }
    }
    canvas.write(png);
  }

  private static Chart panel(FloatArray points, Axis[] axes, int row, int column) {
    Chart.Side x = new Chart.Side("x" + column, axes[column]);
    if (row != column) {
      FloatArray pair = pair(points, column, row);
      return new Chart(
          "",
          x,
          new Chart.Side("x" + row, axes[row]),
          List.of(new Mark.Points(pair, 1.4, Ink.line(0))));
    }
    int[] counts = new int[BINS];
    for (double value : column(points, row)) {
      if (axes[row].holds(value)) {
        counts[Math.min(BINS - 1, (int) (axes[row].position(value) * BINS))]++;
      }
    }
    Series bars = Histograms.steps("points", axes[row].low(), axes[row].high(), counts, 1);
    return new Chart(
        "",
        x,
        new Chart.Side("points", false),
        List.of(new Mark.Curve(bars, Ink.line(0), Mark.Curve.Detail.OUTLINE)));
  }

  private static double[] column(FloatArray points, int column) {
    double[] values = new double[points.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = points.values()[i * points.shape()[1] + column];
    }
    return values;
  }

  private static FloatArray pair(FloatArray points, int x, int y) {
    float[] values = new float[2 * points.rows()];
    for (int i = 0; i < points.rows(); i++) {
      values[2 * i] = points.values()[i * points.shape()[1] + x];
      values[2 * i + 1] = points.values()[i * points.shape()[1] + y];
    }
    return new FloatArray(new int[] {points.rows(), 2}, values);
  }
}
