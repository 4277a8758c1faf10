package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Named curves over a common axis: energies over chain steps, metrics over updates, displacement over the number of steps. */
public final class CurvesPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int NOTE = 24;

  private CurvesPlot() {}

  /**
   * What the axes say and how they run.
   *
   * @param x with its unit
   * @param y with its unit
   */
  public record Axes(String title, String x, String y, boolean logX, boolean logY) {}

  /**
   * A mean with the area of one standard deviation on either side.
   *
   * @param mean named as in the legend
   * @param sd one for each point of the mean
   */
  public record Spread(Series mean, double[] sd) {
    private Series moved(int sds) {
      double[] moved = mean.y().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += sds * sd[i];
      }
      return new Series(mean.name(), mean.x(), moved);
    }
  }

  /** Means with their bands, as a PNG. */
  public static void writeSpread(Path png, Axes axes, List<Spread> spreads) {
    List<Mark> marks = new ArrayList<>();
    for (int k = 0; k < spreads.size(); k++) {
      marks.add(new Mark.Band(spreads.get(k).moved(-1), spreads.get(k).moved(1), Ink.line(k)));
    }
    for (int k = 0; k < spreads.size(); k++) {
      marks.add(new Mark.Curve(spreads.get(k).mean(), Ink.line(k), Mark.Curve.Detail.ALL));
    }
    draw(png, axes, marks);
  }

  /** Writes the plot as a PNG. Values that cannot be drawn (non-finite, or not positive on a logarithmic axis) are gaps and counted below the plot. */
  public static void write(Path png, Axes axes, List<Series> curves) {
    List<Mark> marks = IntStream.range(0, curves.size())
        .<Mark>mapToObj(k -> new Mark.Curve(curves.get(k), Ink.line(k), Mark.Curve.Detail.ALL))
        .toList();
    draw(png, axes, marks);
  }

  private static void draw(Path png, Axes axes, List<Mark> marks) {
    Chart chart = new Chart(
        axes.title(),
        new Chart.Side(axes.x(), axes.logX()),
        new Chart.Side(axes.y(), axes.logY()),
        marks);
    draw(png, chart);
  }

  static void draw(Path png, Chart chart) {
    Canvas canvas = new Canvas(WIDTH, HEIGHT);
    ChartPanel.draw(canvas, chart, new Rectangle(0, 6, WIDTH, HEIGHT - NOTE - 6));
    canvas.text(chart.note(), Canvas.TEXT, 16, HEIGHT - 8);
    canvas.write(png);
  }
}
