package org.ebm.report;

import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;

/** Named curves over a common axis: energies over chain steps, metrics over updates, displacement over the number of steps. */
public final class CurvesPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  /** With more points than this a curve is drawn thin. */
  private static final int MANY = 1000;

  private CurvesPlot() {}

  /**
   * What the axes say and how they run.
   *
   * @param x with its unit
   * @param y with its unit
   */
  public record Axes(String title, String x, String y, boolean logX, boolean logY) {
    /** Both axes linear. */
    public static Axes linear(String title, String x, String y) {
      return new Axes(title, x, y, false, false);
    }
  }

  /** Writes the plot as a PNG. Values that cannot be drawn (non-finite, or not positive on a logarithmic axis) are gaps and counted below the plot. */
  public static void write(Path png, Axes axes, List<Series> curves) {
    XYPlot plot = ChartStyle.plot(
        ChartStyle.axis(axes.x(), axes.logX()), ChartStyle.axis(axes.y(), axes.logY()));
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setNoDataMessage("no values");
    long gaps = 0;
    for (int k = 0; k < curves.size(); k++) {
      Series curve = curves.get(k).drawable(axes.logX(), axes.logY());
      gaps += curve.gaps();
      if (curve.gaps() < curve.x().length) {
        boolean many = curve.x().length > MANY;
        Stroke full = many ? ChartStyle.THIN : ChartStyle.LINE;
        Lines.add(plot, curve, Palette.line(k), Palette.isRepeated(k) ? ChartStyle.DASHED : full);
      }
    }
    for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
      if (axis instanceof LogAxis logarithmic) {
        ChartStyle.widenToPowers(logarithmic);
      }
    }
    Canvas canvas = new Canvas(WIDTH, HEIGHT);
    canvas.chart(
        ChartStyle.chart(axes.title(), plot, curves.size() > 1),
        new Rectangle2D.Double(0, 8, WIDTH - 16, HEIGHT - 32));
    if (gaps > 0) {
      canvas.text(
          "values not drawn, non-finite or beyond a logarithm: " + gaps,
          Canvas.TEXT,
          16,
          HEIGHT - 8);
    }
    canvas.write(png);
  }
}
