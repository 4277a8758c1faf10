package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.Kde;

/**
 * Densities on the plane side by side (truth or data, learned density, short-run and long-run samples), the density above and its logarithm below, with the
 * numbers that belong to each underneath; several data sets below each other. Layout of Figure 6 of Nijkamp, Hill, Han, Zhu, Wu (2020), AAAI.
 */
public final class LandscapePanel {
  /** So many nats below the top of the colours a logarithm is shown. */
  private static final double NATS = 12;
  /** Colours run at most to so many times the highest density of the first column: one peak must not leave all else dark. */
  private static final double MOST_ABOVE_FIRST = 3;
  /** Up to so many points are shown as points: a density of fewer is one of kernels. */
  private static final int FEW = 400;

  private static final int SIDE = 250;
  private static final int GAP = 16;
  private static final int LEAST_LEFT = 64;
  private static final int LEAST_RIGHT = 90;
  private static final int TITLE = 50;
  private static final int HEADING = 28;
  private static final int BETWEEN = 24;
  private static final int AXIS = 66;
  private static final int BAR_WIDTH = 18;

  private final int left;
  /** Points have no density: where there is nothing else, one row of maps shows all. */
  private final boolean onlyPoints;

  private final int captionLines;
  private final Canvas canvas;

  private LandscapePanel(String title, List<Row> rows) {
    this.onlyPoints = rows.stream()
        .flatMap(row -> row.columns().stream())
        .allMatch(column -> column.points().isPresent());
    // the numbers along y and along the bar may be long ones
    this.left = rows.stream().map(row -> HeatMap.left(row.grid())).reduce(LEAST_LEFT, Math::max);
    this.captionLines = rows.stream()
        .flatMap(row ->
            row.columns().stream().map(column -> captionLines(row, column).size()))
        .max(Integer::compare)
        .orElse(0);
    int columns = rows.stream().mapToInt(row -> row.columns().size()).max().orElse(0);
    int right = onlyPoints
        ? GAP
        : rows.stream()
            .map(row -> GAP + HeatMap.right(new ColourRange(0, row.top()), BAR_WIDTH))
            .reduce(LEAST_RIGHT, Math::max);
    int width = Math.max(left(columns) + right, Canvas.width(title, Canvas.TITLE) + 2 * GAP);
    this.canvas = new Canvas(width, TITLE + rows.size() * rowHeight());
    canvas.centredText(title, Canvas.TITLE, width / 2, 32);
  }

  /**
   * One density, or points.
   *
   * @param title short: it must fit above the map
   * @param density per unit area, one value per cell of the grid; NaN is drawn in magenta
   * @param caption numbers that belong to it; its lines are wrapped to the width of the map
   * @param least what the density was estimated from cannot show less: such cells are grey where the logarithm is shown; 0 for an exact one
   * @param points (n, 2): drawn in place of the density, which is then not seen
   */
  public record Column(
      String title, double[] density, String caption, double least, Optional<FloatArray> points) {
    /** An exact density. */
    public Column(String title, double[] density, String caption) {
      this(title, density, caption, 0, Optional.empty());
    }

    /**
     * A sample: few as points, many as a density, whose kernels are named.
     *
     * @param points (n, 2), finite
     * @param more what else stands below; may be empty
     */
    public static Column ofSample(String title, Grid2d grid, FloatArray points, String more) {
      String count = Counted.of(points.rows(), "point");
      double[] kernel = Kde.kernel(points, Kde.BANDWIDTH);
      boolean isFlat = !(kernel[0] > 0 && kernel[1] > 0);
      double[] density = new double[grid.cells()];
      if (points.rows() <= FEW || isFlat) {
        return new Column(title, density, joined(count, more), 0, Optional.of(points));
      }
      double[] log = Kde.logDensity(grid, points, Kde.BANDWIDTH);
      Arrays.setAll(density, cell -> Math.exp(log[cell]));
      String kernels = String.format(
          Locale.ROOT,
          "%s, kernels of sd %.2g and %.2g; grey: too few to tell",
          count,
          kernel[0],
          kernel[1]);
      double least = Math.exp(-2) / (2 * Math.PI * kernel[0] * kernel[1] * points.rows());
      return new Column(title, density, joined(more, kernels), least, Optional.empty());
    }

    private static String joined(String first, String second) {
      return second.isEmpty() ? first : first.isEmpty() ? second : first + "\n" + second;
    }

    private double highest() {
      return points.isPresent()
          ? 0
          : Arrays.stream(density)
              .filter(value -> value > 0 && value < Double.POSITIVE_INFINITY)
              .max()
              .orElse(0);
    }
  }

  /**
   * One data set.
   *
   * @param name stands before the first title; may be empty
   * @param columns at least one; put the truth or the data first
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

    /** The top of the colours: the highest density of all, but not far above that of the first. */
    private double top() {
      double first = columns.stream()
          .mapToDouble(Column::highest)
          .filter(highest -> highest > 0)
          .findFirst()
          .orElse(1);
      double most = columns.stream().mapToDouble(Column::highest).max().orElse(1);
      return most > 0 ? Math.min(most, MOST_ABOVE_FIRST * first) : 1;
    }
  }

  /**
   * Writes the panel as a PNG. All columns of a row have the same colours, which run up to the highest density. Where one is more than three times as high as the first, it
   * has the brightest colour there, its maximum is written, and the colour bar ends in a tip.
   */
  public static void write(Path png, String title, List<Row> rows) {
    LandscapePanel panel = new LandscapePanel(title, List.copyOf(rows));
    for (int k = 0; k < rows.size(); k++) {
      panel.draw(rows.get(k), TITLE + k * panel.rowHeight() + HEADING);
    }
    panel.canvas.write(png);
  }

  private static List<String> captionLines(Row row, Column column) {
    String caption = column.highest() > row.top()
        ? column.caption()
            + String.format(Locale.ROOT, "\nup to %.3g, beyond the colours", column.highest())
        : column.caption();
    return Canvas.wrap(caption, Canvas.TEXT, SIDE);
  }

  private void draw(Row row, int top) {
    double highest = row.top();
    int below = onlyPoints ? top : top + SIDE + BETWEEN;
    if (!onlyPoints) {
      drawMaps(row, top, new Scale("density", "", value -> value, new ColourRange(0, highest)));
    }
    ColourRange range = new ColourRange(Math.log(highest) - NATS, Math.log(highest));
    drawMaps(row, below, new Scale("log density (nats)", "x", Math::log, range));
    for (int k = 0; k < row.columns().size(); k++) {
      Column column = row.columns().get(k);
      int centre = left(k) + SIDE / 2;
      String named = k > 0 || row.name().isEmpty() ? "" : row.name() + ": ";
      canvas.centredText(named + column.title(), Canvas.HEADING, centre, top - 12);
      int baseline = below + SIDE + AXIS;
      for (String line : captionLines(row, column)) {
        canvas.centredText(line, Canvas.TEXT, centre, baseline);
        baseline += Canvas.LINE;
      }
    }
  }

  /** What is shown of densities, and what stands at the bar and below the maps. */
  private record Scale(String label, String below, DoubleUnaryOperator shown, ColourRange colours) {
    boolean isLogarithm() {
      return !below.isEmpty();
    }
  }

  private void drawMaps(Row row, int top, Scale scale) {
    boolean exceeded = false;
    for (int k = 0; k < row.columns().size(); k++) {
      Column column = row.columns().get(k);
      HeatMap.Labels labels = new HeatMap.Labels(scale.below(), k == 0 ? "y" : "");
      Rectangle where = new Rectangle(left(k), top, SIDE, SIDE);
      if (column.points().isPresent()) {
        HeatMap.drawPoints(canvas, where, row.grid(), column.points().get(), labels);
        continue;
      }
      double[] values = Arrays.stream(column.density()).map(scale.shown()).toArray();
      exceeded |= scale.colours().isExceededBy(values);
      int[] picture = scale.colours().picture(values, row.grid().n());
      if (scale.isLogarithm()) {
        blank(picture, column, row.grid().n());
      }
      HeatMap.draw(canvas, where, row.grid(), picture, labels);
    }
    if (onlyPoints) {
      return;
    }
    Rectangle bar = new Rectangle(left(row.columns().size()), top, BAR_WIDTH, SIDE);
    HeatMap.drawBar(canvas, bar, scale.colours(), scale.label(), exceeded);
  }

  /** Grey where a sample has too few points to tell. */
  private static void blank(int[] picture, Column column, int n) {
    for (int cell = 0; cell < picture.length; cell++) {
      if (column.density()[cell] < column.least()) {
        picture[(n - 1 - cell / n) * n + cell % n] = Palette.FAINT.getRGB();
      }
    }
  }

  private int left(int column) {
    return left + column * (SIDE + GAP);
  }

  private int rowHeight() {
    int maps = onlyPoints ? SIDE : 2 * SIDE + BETWEEN;
    return HEADING + maps + AXIS + captionLines * Canvas.LINE + GAP;
  }
}
