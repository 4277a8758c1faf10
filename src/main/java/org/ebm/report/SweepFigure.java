package org.ebm.report;

import java.awt.Color;
import java.awt.Rectangle;
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
import org.ebm.report.Mark.Curve.Detail;

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
  /** Of the span of an axis, beyond the outermost points. */
  private static final double MARGIN = 0.06;

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
      Rectangle where = new Rectangle(k * PANEL, TOP, PANEL - 8, HEIGHT - TOP - 8);
      ChartPanel.drawWithoutNames(canvas, panel(inits.get(k)), where);
    }
    drawLegend(inits.size() * PANEL + 8);
    canvas.write(png);
  }

  /** All panels share their axes: what all points, and the lines r L = R, need. */
  private Chart panel(String init) {
    double[] steps =
        points.stream().mapToDouble(Point::steps).sorted().distinct().toArray();
    List<Mark> marks = new ArrayList<>();
    if (reach.containsKey(init)) {
      double distance = reach.getOrDefault(init, Double.NaN);
      double[] heights = DoubleStream.of(steps).map(step -> distance / step).toArray();
      marks.add(new Mark.Curve(new Series("r L = R", steps, heights), Ink.LEVEL, Detail.ALL));
    }
    double height = 0.96;
    for (double stepSize : stepSizes) {
      List<Point> line = points.stream()
          .filter(point -> point.init().equals(init) && point.stepSize() == stepSize)
          .sorted(Comparator.comparing(Point::steps))
          .toList();
      addLine(marks, line.stream().filter(Point::isDrawn).toList());
      double[] diverged =
          line.stream().filter(Point::diverged).mapToDouble(Point::steps).toArray();
      if (diverged.length > 0) {
        marks.add(new Mark.Crosses(diverged, height, ink(stepSize)));
        height -= 0.045;
      }
    }
    return new Chart(
        "chains from: " + init,
        new Chart.Side("chain steps L", Axis.around(steps, true, MARGIN)),
        new Chart.Side("displacement r (data units)", Axis.around(heights(), true, MARGIN)),
        marks);
  }

  private double[] heights() {
    return Stream.of(
            points.stream().filter(Point::isDrawn).mapToDouble(Point::displacement),
            points.stream()
                .filter(point -> reach.containsKey(point.init()))
                .mapToDouble(point -> reach.getOrDefault(point.init(), Double.NaN) / point.steps()))
        .flatMapToDouble(each -> each)
        .toArray();
  }

  private void addLine(List<Mark> marks, List<Point> drawn) {
    if (!drawn.isEmpty()) {
      double stepSize = drawn.get(0).stepSize();
      Series series = new Series(
          label(stepSize),
          drawn.stream().mapToDouble(Point::steps).toArray(),
          drawn.stream().mapToDouble(Point::displacement).toArray());
      marks.add(new Mark.Curve(series, ink(stepSize), Detail.ALL));
    }
  }

  private void drawLegend(int left) {
    int y = TOP + 40;
    List<Double> descending = new ArrayList<>(DoubleStream.of(stepSizes).boxed().toList());
    Collections.reverse(descending);
    for (double stepSize : descending) {
      ChartPanel.key(canvas, ink(stepSize), left, y, label(stepSize));
      y += Canvas.LINE + 3;
    }
    y += 10;
    if (points.stream().anyMatch(Point::diverged)) {
      canvas.text("x  diverged", Canvas.TEXT, left + KEY / 2 - 4, y);
      y += Canvas.LINE + 3;
    }
    if (!reach.isEmpty()) {
      ChartPanel.key(canvas, Ink.LEVEL, left, y, "r L = R, mean");
      canvas.text("way to the data", Canvas.TEXT, left + KEY, y + Canvas.LINE);
    }
  }

  private static String label(double stepSize) {
    return "eps "
        + new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(stepSize);
  }

  private Ink ink(double stepSize) {
    int rank = Arrays.binarySearch(stepSizes, stepSize);
    return Ink.of(new Color(Palette.map(BRIGHTEST * rank / Math.max(1, stepSizes.length - 1))));
  }
}
