package org.ebm.report;

import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** A chart on a canvas, with its title above and, if it has several curves, their names below. */
final class ChartPanel {
  private static final int TITLE = 26;
  private static final int KEY = 26;
  private static final int BETWEEN = 18;

  private ChartPanel() {}

  static void draw(Canvas canvas, Chart chart, Rectangle where) {
    draw(canvas, chart, where, rows(chart.curves(), where.width));
  }

  /** For panels that share a legend. */
  static void drawWithoutNames(Canvas canvas, Chart chart, Rectangle where) {
    draw(canvas, chart, where, List.of());
  }

  private static void draw(
      Canvas canvas, Chart chart, Rectangle where, List<List<Mark.Curve>> legend) {
    int height = where.height - TITLE - ChartDrawing.BELOW - legend.size() * Canvas.LINE;
    int left = ChartDrawing.left(chart, height);
    Rectangle frame =
        new Rectangle(where.x + left, where.y + TITLE, where.width - left - 16, height);
    canvas.centredText(
        chart.title(), Canvas.HEADING, (int) frame.getCenterX(), where.y + TITLE - 9);
    ChartDrawing.draw(canvas, chart, frame);
    int baseline = where.y + where.height - (legend.size() - 1) * Canvas.LINE - 6;
    for (List<Mark.Curve> row : legend) {
      int x = where.x + (where.width - width(row)) / 2;
      for (Mark.Curve curve : row) {
        key(canvas, curve.ink(), x, baseline, curve.series().name());
        x += width(List.of(curve));
      }
      baseline += Canvas.LINE;
    }
  }

  /** A short piece of a line with a name at its right. */
  static void key(Canvas canvas, Ink ink, int left, int baseline, String name) {
    canvas.line(new Line2D.Double(left, baseline - 5, left + 20, baseline - 5), ink);
    canvas.text(name, Canvas.TEXT, left + KEY, baseline);
  }

  /** The names in as many rows as they need; none for a single curve. */
  private static List<List<Mark.Curve>> rows(List<Mark.Curve> curves, int width) {
    List<List<Mark.Curve>> rows = new ArrayList<>();
    for (Mark.Curve curve : curves.size() > 1 ? curves : List.<Mark.Curve>of()) {
      List<Mark.Curve> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
      if (last.isEmpty() || width(last) + width(List.of(curve)) > width) {
        last = new ArrayList<>();
        rows.add(last);
      }
      last.add(curve);
    }
    return rows;
  }

  private static int width(List<Mark.Curve> row) {
    return row.stream()
        .mapToInt(curve -> KEY + Canvas.width(curve.series().name(), Canvas.TEXT) + BETWEEN)
        .sum();
  }
}
