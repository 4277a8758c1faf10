package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ebm.diagnose.Grid2d;

/**
 * Densities on the plane side by side (truth, learned energy, short-run and long-run samples), the density above and its logarithm below, with the
 * numbers that belong to each underneath; several data sets below each other. Layout of Figure 6 of Nijkamp, Hill, Han, Zhu, Wu (2020), AAAI.
 */
public final class LandscapePanel {
  /** Keeps the logarithm finite where a density vanishes. */
  private static final double FLOOR = 1e-10;

  private static final int SIDE = 250;
  private static final int GAP = 16;
  private static final int LEFT = 64;
  private static final int RIGHT = 90;
  private static final int TITLE = 50;
  private static final int HEADING = 28;
  private static final int BETWEEN = 24;
  private static final int AXIS = 66;
  private static final int BAR_WIDTH = 18;

  private final List<Row> rows;
  private final int captionLines;
  private final Canvas canvas;

  private LandscapePanel(String title, List<Row> rows) {
    this.rows = rows;
    this.captionLines = rows.stream()
        .flatMap(row -> row.columns().stream())
        .mapToInt(column -> column.captionLines().size())
        .max()
        .orElse(0);
    int columns = rows.stream().mapToInt(row -> row.columns().size()).max().orElse(0);
    int width = Math.max(left(columns) + RIGHT, Canvas.width(title, Canvas.TITLE) + 2 * GAP);
    this.canvas = new Canvas(width, TITLE + rows.size() * rowHeight());
    canvas.centredText(title, Canvas.TITLE, width / 2, 32);
  }

  /**
   * One density.
   *
   * @param title short: it must fit above the map
   * @param density per unit area, one value per cell of the grid; NaN is drawn in magenta
   * @param caption numbers that belong to it; its lines are wrapped to the width of the map
   */
  public record Column(String title, double[] density, String caption) {
    private List<String> captionLines() {
      return Canvas.wrap(caption, Canvas.TEXT, SIDE);
    }
  }

  /**
   * One data set.
   *
   * @param name stands before the first title; may be empty
   * @param columns at least one; the first sets the colours, so put the truth there if it is known
   */
  public record Row(String name, Grid2d grid, List<Column> columns) {
    public Row {
      columns = List.copyOf(columns);
      for (Column column : columns) {
        if (column.density().length != grid.cells()) {
          throw new IllegalArgumentException(column.title() + ": " + column.density().length
              + " values for " + grid.cells() + " cells");
        }
      }
    }
  }

  /**
   * Writes the panel as a PNG. The colours of a row run up to the highest value of its first column; where another column is higher, it has the
   * brightest colour and the colour bar ends in a tip.
   */
  public static void write(Path png, String title, List<Row> rows) {
    LandscapePanel panel = new LandscapePanel(title, List.copyOf(rows));
    for (int k = 0; k < rows.size(); k++) {
      panel.draw(rows.get(k), TITLE + k * panel.rowHeight() + HEADING);
    }
    panel.canvas.write(png);
  }

  private void draw(Row row, int top) {
    double highest = Arrays.stream(row.columns().get(0).density())
        .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY)
        .max()
        .orElse(1);
    drawMaps(row, top, new Scale("density", "", value -> value, new ColourRange(0, highest)));
    ColourRange range = new ColourRange(logarithm(0), logarithm(highest));
    int below = top + SIDE + BETWEEN;
    drawMaps(row, below, new Scale("log(density + 1e-10)", "x", LandscapePanel::logarithm, range));
    for (int k = 0; k < row.columns().size(); k++) {
      Column column = row.columns().get(k);
      int centre = left(k) + SIDE / 2;
      String named = k > 0 || row.name().isEmpty() ? "" : row.name() + ": ";
      canvas.centredText(named + column.title(), Canvas.HEADING, centre, top - 12);
      int baseline = below + SIDE + AXIS;
      for (String line : column.captionLines()) {
        canvas.centredText(line, Canvas.TEXT, centre, baseline);
        baseline += Canvas.LINE;
      }
    }
  }

  /** What is shown of densities, and what stands at the bar and below the maps. */
  private record Scale(
      String label, String below, DoubleUnaryOperator shown, ColourRange colours) {}

  private void drawMaps(Row row, int top, Scale scale) {
    boolean exceeded = false;
    for (int k = 0; k < row.columns().size(); k++) {
      double[] values =
          Arrays.stream(row.columns().get(k).density()).map(scale.shown()).toArray();
      exceeded |= scale.colours().isExceededBy(values);
      HeatMap.Labels labels = new HeatMap.Labels(scale.below(), k == 0 ? "y" : "");
      int[] picture = scale.colours().picture(values, row.grid().n());
      HeatMap.draw(canvas, new Rectangle(left(k), top, SIDE, SIDE), row.grid(), picture, labels);
    }
    Rectangle bar = new Rectangle(left(row.columns().size()), top, BAR_WIDTH, SIDE);
    HeatMap.drawBar(canvas, bar, scale.colours(), scale.label(), exceeded);
  }

  private static double logarithm(double density) {
    return Math.log(density + FLOOR);
  }

  private static int left(int column) {
    return LEFT + column * (SIDE + GAP);
  }

  private int rowHeight() {
    return HEADING + 2 * SIDE + BETWEEN + AXIS + captionLines * Canvas.LINE + GAP;
  }
}
