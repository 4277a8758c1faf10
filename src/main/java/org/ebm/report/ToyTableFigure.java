package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ebm.diagnose.Grid2d;
import org.ebm.report.LandscapePanel.Column;

/**
 * Densities on the plane, several data sets below each other: for each the density, its logarithm, and the numbers that belong to them. Layout of Figure
 * 6 of Nijkamp, Hill, Han, Zhu, Wu (2020), AAAI.
 */
public final class ToyTableFigure {
  /** Keeps the logarithm finite where a density vanishes. */
  private static final double FLOOR = 1e-10;

  private static final int SIDE = 220;
  private static final int GAP = 16;
  private static final int LEFT = 64;
  private static final int RIGHT = 90;
  private static final int TOP = 40;
  private static final int HEADING = 28;
  private static final int AXIS = 58;
  private static final int BAR_WIDTH = 16;
  private static final int CAPTION_LINES = 4;
  private static final int BLOCK =
      HEADING + 2 * SIDE + GAP + AXIS + CAPTION_LINES * Canvas.LINE + GAP;

  private final List<Row> rows;
  private final Canvas canvas;

  private ToyTableFigure(List<Row> rows) {
    this.rows = rows;
    int columns = rows.stream().mapToInt(row -> row.columns().size()).max().orElse(0);
    this.canvas = new Canvas(left(columns) + RIGHT, TOP + rows.size() * BLOCK);
    canvas.centredText(
        "What was learned: truth q, learned density p, short-run samples",
        Canvas.TITLE,
        (left(columns) + RIGHT) / 2,
        28);
  }

  /**
   * One data set.
   *
   * @param columns at least one; the first sets the colours: the truth. A caption has at most four lines.
   */
  public record Row(String name, Grid2d grid, List<Column> columns) {}

  /** Writes the table as a PNG. Where a column is higher than the first, it has the brightest colour and the colour bar ends in a tip. */
  public static void write(Path png, List<Row> rows) {
    ToyTableFigure figure = new ToyTableFigure(List.copyOf(rows));
    for (int k = 0; k < rows.size(); k++) {
      figure.drawRow(k);
    }
    figure.canvas.write(png);
  }

  private void drawRow(int k) {
    Row row = rows.get(k);
    int top = TOP + k * BLOCK + HEADING;
    double highest = Arrays.stream(row.columns().get(0).density())
        .filter(Double::isFinite)
        .max()
        .orElse(1);
    drawMaps(row, top, "density", value -> value, new ColourRange(0, highest));
    drawMaps(
        row,
        top + SIDE + GAP,
        "log(density + 1e-10)",
        ToyTableFigure::logarithm,
        new ColourRange(logarithm(0), logarithm(highest)));
    for (int column = 0; column < row.columns().size(); column++) {
      int centre = left(column) + SIDE / 2;
      String title = row.columns().get(column).title();
      String named = column == 0 ? row.name() + ": " + title : title;
      canvas.centredText(named, Canvas.HEADING, centre, top - 10);
      int baseline = top + 2 * SIDE + GAP + AXIS;
      for (String line : row.columns().get(column).caption().lines().toList()) {
        canvas.centredText(line, Canvas.TEXT, centre, baseline);
        baseline += Canvas.LINE;
      }
    }
  }

  private void drawMaps(
      Row row, int top, String label, DoubleUnaryOperator shown, ColourRange range) {
    boolean exceeded = false;
    for (int k = 0; k < row.columns().size(); k++) {
      double[] values = Arrays.stream(row.columns().get(k).density()).map(shown).toArray();
      exceeded |= range.isExceededBy(values);
      HeatMap.Labels labels =
          new HeatMap.Labels(label.startsWith("log") ? "x" : "", k == 0 ? "y" : "");
      HeatMap.draw(
          canvas,
          new Rectangle(left(k), top, SIDE, SIDE),
          row.grid(),
          range.picture(values, row.grid().n()),
          labels);
    }
    HeatMap.drawBar(
        canvas,
        new Rectangle(left(row.columns().size()), top, BAR_WIDTH, SIDE),
        range,
        label,
        exceeded);
  }

  private static double logarithm(double density) {
    return Math.log(density + FLOOR);
  }

  private static int left(int column) {
    return LEFT + column * (SIDE + GAP);
  }
}
