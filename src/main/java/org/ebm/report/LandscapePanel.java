package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ebm.diagnose.Grid2d;

/**
 * Densities on the plane side by side (truth, learned energy, short-run and long-run samples), the density above and its logarithm below, with the
 * numbers that belong to each underneath. Layout of Figure 6 of Nijkamp, Hill, Han, Zhu, Wu (2020), AAAI.
 */
public final class LandscapePanel {
  /** Keeps the logarithm finite where a density vanishes. */
  private static final double FLOOR = 1e-10;

  private static final int SIDE = 250;
  private static final int GAP = 16;
  private static final int LEFT = 64;
  private static final int RIGHT = 90;
  private static final int TOP = 78;
  private static final int BETWEEN = 24;
  private static final int AXIS = 66;
  private static final int BAR_WIDTH = 18;

  private final Grid2d grid;
  private final List<Column> columns;
  private final List<List<String>> captions;
  private final Canvas canvas;

  private LandscapePanel(String title, Grid2d grid, List<Column> columns) {
    this.grid = grid;
    this.columns = columns;
    this.captions = columns.stream()
        .map(column -> Canvas.wrap(column.caption(), Canvas.TEXT, SIDE))
        .toList();
    int width = Math.max(left(columns.size()) + RIGHT, Canvas.width(title, Canvas.TITLE) + 2 * GAP);
    int lines = captions.stream().mapToInt(List::size).max().orElse(0);
    this.canvas = new Canvas(width, captionTop() + lines * Canvas.LINE + GAP);
    canvas.centredText(title, Canvas.TITLE, width / 2, 32);
  }

  /**
   * One density.
   *
   * @param title short: it must fit above the map
   * @param density per unit area, one value per cell of the grid; NaN is drawn in magenta
   * @param caption numbers that belong to it; its lines are wrapped to the width of the map
   */
  public record Column(String title, double[] density, String caption) {}

  /**
   * Writes the panel as a PNG. The colours of a row run up to the highest value of the first column; where another column is higher, it has the
   * brightest colour and the colour bar ends in a tip.
   *
   * @param columns at least one; the first sets the colours, so put the truth there if it is known
   */
  public static void write(Path png, String title, Grid2d grid, List<Column> columns) {
    for (Column column : columns) {
      if (column.density().length != grid.cells()) {
        throw new IllegalArgumentException(column.title() + ": " + column.density().length
            + " values for " + grid.cells() + " cells");
      }
    }
    new LandscapePanel(title, grid, List.copyOf(columns)).write(png);
  }

  private void write(Path png) {
    List<double[]> densities = columns.stream().map(Column::density).toList();
    double highest = Arrays.stream(densities.get(0))
        .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY)
        .max()
        .orElse(1);
    drawRow(0, "density", densities, new ColourRange(0, highest));
    List<double[]> logarithms = densities.stream()
        .map(density -> Arrays.stream(density).map(LandscapePanel::logarithm).toArray())
        .toList();
    ColourRange range = new ColourRange(logarithm(0), logarithm(highest));
    drawRow(1, "log(density + 1e-10)", logarithms, range);
    for (int k = 0; k < columns.size(); k++) {
      drawTexts(k);
    }
    canvas.write(png);
  }

  private void drawRow(int row, String label, List<double[]> values, ColourRange range) {
    for (int k = 0; k < values.size(); k++) {
      int[] picture = range.picture(values.get(k), grid.n());
      HeatMap.Labels labels = new HeatMap.Labels(row == 1 ? "x" : "", k == 0 ? "y" : "");
      HeatMap.draw(canvas, new Rectangle(left(k), top(row), SIDE, SIDE), grid, picture, labels);
    }
    Rectangle bar = new Rectangle(left(values.size()), top(row), BAR_WIDTH, SIDE);
    HeatMap.drawBar(canvas, bar, range, label, values.stream().anyMatch(range::isExceededBy));
  }

  private void drawTexts(int k) {
    int centre = left(k) + SIDE / 2;
    canvas.centredText(columns.get(k).title(), Canvas.HEADING, centre, TOP - 12);
    int baseline = captionTop();
    for (String line : captions.get(k)) {
      canvas.centredText(line, Canvas.TEXT, centre, baseline);
      baseline += Canvas.LINE;
    }
  }

  private static double logarithm(double density) {
    return Math.log(density + FLOOR);
  }

  private static int left(int column) {
    return LEFT + column * (SIDE + GAP);
  }

  private static int top(int row) {
    return TOP + row * (SIDE + BETWEEN);
  }

  private static int captionTop() {
    return top(1) + SIDE + AXIS;
  }
}
