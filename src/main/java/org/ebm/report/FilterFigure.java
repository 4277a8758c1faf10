package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ebm.base.FloatArray;

/** Filters, and how often they respond how much: a panel for each, the filter above its right end. */
public final class FilterFigure {
  private static final int IN_A_ROW = 3;
  private static final int WIDTH = 400;
  private static final int HEIGHT = 270;
  private static final int TITLE = 44;
  private static final int FILTER = 28;

  private FilterFigure() {}

  /**
   * One filter.
   *
   * @param weights (1, 1, height, width), from -1 to 1
   * @param curves shares of responses over their size
   */
  public record Panel(String name, FloatArray weights, List<Series> curves) {}

  /** Writes them as a PNG; at least one. */
  public static void write(Path png, String title, List<Panel> panels) {
    int rows = (panels.size() + IN_A_ROW - 1) / IN_A_ROW;
    Canvas canvas = new Canvas(WIDTH * Math.min(IN_A_ROW, panels.size()), TITLE + rows * HEIGHT);
    canvas.text(title, Canvas.HEADING, 16, 22);
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      int left = WIDTH * (i % IN_A_ROW);
      int top = TITLE + HEIGHT * (i / IN_A_ROW);
      List<Mark> marks = new ArrayList<>();
      for (int k = 0; k < panel.curves().size(); k++) {
        marks.add(new Mark.Curve(panel.curves().get(k), Ink.line(k), Mark.Curve.Detail.ALL));
      }
      Chart chart = new Chart(
          panel.name(),
          new Chart.Side("response", false),
          new Chart.Side("share", Axis.fromZero(most(panel.curves()))),
          marks);
      ChartPanel.draw(canvas, chart, new Rectangle(left, top, WIDTH, HEIGHT));
      filter(canvas, panel.weights(), left + WIDTH - 16, top + 24);
    }
    canvas.write(png);
  }

  private static double most(List<Series> curves) {
    return curves.stream()
        .flatMapToDouble(curve -> DoubleStream.of(curve.y()))
        .max()
        .orElse(0);
  }

  /** Above its panel, with a line around it, since weights may be as white as the paper. */
  private static void filter(Canvas canvas, FloatArray weights, int right, int bottom) {
    int columns = Pixels.width(weights);
    int scale = Math.max(1, FILTER / Math.max(columns, Pixels.height(weights)));
    int width = scale * columns;
    int height = scale * Pixels.height(weights);
    int left = right - width;
    int top = bottom - height;
    canvas.fill(Drawing.around(new Rectangle(left, top, width, height)), Ink.FRAME);
    canvas.pixels(Pixels.rgb(weights, 0), columns, left, top, scale);
  }
}
