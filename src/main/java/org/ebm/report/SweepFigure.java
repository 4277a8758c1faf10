package org.ebm.report;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Displacement r over the number of chain steps L, both logarithmic: a panel per kind of start, a line per step size eps. A cell that diverged is a
 * cross at the top. Layout of Figure 5 of Nijkamp, Hill, Han, Zhu, Wu (2020), AAAI.
 */
public final class SweepFigure {
  private static final int PANEL = 380;
  private static final int LEGEND = 170;
  private static final int TOP = 44;
  private static final int HEIGHT = 470;
  private static final int KEY = 26;

  /** The brightest colours of the map are too pale on white. */
  private static final double BRIGHTEST = 0.88;

  private final List<Point> points;
  private final List<String> inits;
  private final double[] stepSizes;
  private final Map<String, Double> reach;
  private final Canvas canvas;

  private SweepFigure(List<Point> points, Map<String, Double> reach) {
    this.points = points;
    this.reach = reach;
    this.inits = points.stream().map(Point::init).distinct().toList();
    this.stepSizes =
        points.stream().mapToDouble(Point::stepSize).distinct().sorted().toArray();
    this.canvas = new Canvas(inits.size() * PANEL + LEGEND, HEIGHT);
  }

  /**
   * One cell.
   *
   * @param init kind of start: the panel
   * @param displacement data units; not drawn if the cell diverged, or if it is not positive
   */
  public record Point(
      String init, double stepSize, int steps, double displacement, boolean diverged) {
    boolean isDrawn() {
      return !diverged && displacement > 0 && displacement < Double.POSITIVE_INFINITY;
    }
  }

  /**
   * Writes the figure as a PNG.
   *
   * @param points at least one
   * @param reach R, mean distance from start to data, for panels that show the line r L = R
   */
  public static void write(Path png, List<Point> points, Map<String, Double> reach) {
    new SweepFigure(List.copyOf(points), Map.copyOf(reach)).write(png);
  }

  private void write(Path png) {
    canvas.centredText(
        "Displacement r over chain steps L", Canvas.TITLE, inits.size() * PANEL / 2, 28);
    for (int k = 0; k < inits.size(); k++) {
      XYPlot plot = panel(inits.get(k));
      canvas.chart(
          ChartStyle.chart("chains from: " + inits.get(k), plot, false),
          new Rectangle2D.Double(k * PANEL, TOP, PANEL - 8, HEIGHT - TOP - 8));
    }
    drawLegend(inits.size() * PANEL + 8);
    canvas.write(png);
  }

  private XYPlot panel(String init) {
    LogAxis x = (LogAxis) ChartStyle.axis("L", true);
    LogAxis y = (LogAxis) ChartStyle.axis("r (data units)", true);
    XYPlot plot = ChartStyle.plot(x, y);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    span(x, points.stream().mapToDouble(Point::steps));
    span(y, heights());
    if (reach.containsKey(init)) {
      double distance = reach.getOrDefault(init, Double.NaN);
      double[] steps =
          points.stream().mapToDouble(Point::steps).sorted().distinct().toArray();
      double[] heights = DoubleStream.of(steps).map(step -> distance / step).toArray();
      Lines.add(plot, new Series("r L = R", steps, heights), Palette.INK, ChartStyle.DASHED);
    }
    double cross = y.getUpperBound() / 1.3;
    for (double stepSize : stepSizes) {
      List<Point> line = points.stream()
          .filter(point -> point.init().equals(init) && point.stepSize() == stepSize)
          .sorted(Comparator.comparing(Point::steps))
          .toList();
      addLine(plot, line, stepSize);
      if (line.stream().anyMatch(Point::diverged)) {
        addCrosses(plot, line.stream().filter(Point::diverged).toList(), cross);
        cross /= 1.35;
      }
    }
    return plot;
  }

  /** All panels share their axes: what all points, and the lines r L = R, need. */
  private DoubleStream heights() {
    return Stream.of(
            points.stream().filter(Point::isDrawn).mapToDouble(Point::displacement),
            points.stream()
                .filter(point -> reach.containsKey(point.init()))
                .mapToDouble(point -> reach.getOrDefault(point.init(), Double.NaN) / point.steps()))
        .flatMapToDouble(each -> each);
  }

  private static void span(LogAxis axis, DoubleStream values) {
    var range = values.summaryStatistics();
    if (range.getCount() > 0) {
      axis.setRange(range.getMin(), Math.nextUp(range.getMax()));
    }
    ChartStyle.widenToPowers(axis);
  }

  private void addLine(XYPlot plot, List<Point> line, double stepSize) {
    List<Point> drawn = line.stream().filter(Point::isDrawn).toList();
    if (!drawn.isEmpty()) {
      Lines.add(
          plot,
          new Series(
              label(stepSize),
              drawn.stream().mapToDouble(Point::steps).toArray(),
              drawn.stream().mapToDouble(Point::displacement).toArray()),
          colour(stepSize),
          ChartStyle.LINE);
    }
  }

  private void addCrosses(XYPlot plot, List<Point> diverged, double height) {
    DefaultXYDataset dataset = new DefaultXYDataset();
    double[] heights = diverged.stream().mapToDouble(point -> height).toArray();
    dataset.addSeries(
        "diverged",
        new double[][] {diverged.stream().mapToDouble(Point::steps).toArray(), heights});
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, colour(diverged.get(0).stepSize()));
    renderer.setSeriesShape(0, ShapeUtils.createDiagonalCross(5, 1));
    int layer = plot.getDatasetCount();
    plot.setDataset(layer, dataset);
    plot.setRenderer(layer, renderer);
  }

  private void drawLegend(int left) {
    int y = TOP + 40;
    List<Double> descending = new ArrayList<>(DoubleStream.of(stepSizes).boxed().toList());
    Collections.reverse(descending);
    for (double stepSize : descending) {
      canvas.fill(new Rectangle2D.Double(left, y - 6, KEY, 2), colour(stepSize));
      canvas.fill(new Ellipse2D.Double(left + KEY / 2.0 - 3, y - 8, 6, 6), colour(stepSize));
      canvas.text(label(stepSize), Canvas.TEXT, left + KEY + 8, y);
      y += Canvas.LINE + 3;
    }
    y += 10;
    if (points.stream().anyMatch(Point::diverged)) {
      canvas.text("x  diverged", Canvas.TEXT, left + KEY / 2 - 4, y);
      y += Canvas.LINE + 3;
    }
    if (!reach.isEmpty()) {
      for (int dash = 0; dash < 3; dash++) {
        canvas.fill(new Rectangle2D.Double(left + 9 * dash, y - 6, 6, 1.5), Palette.INK);
      }
      canvas.text("r L = R", Canvas.TEXT, left + KEY + 8, y);
    }
  }

  private static String label(double stepSize) {
    return "eps "
        + new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(stepSize);
  }

  private Color colour(double stepSize) {
    int rank = Arrays.binarySearch(stepSizes, stepSize);
    return new Color(Palette.map(BRIGHTEST * rank / Math.max(1, stepSizes.length - 1)));
  }
}
