package org.ebm.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.ebm.diagnose.Oscillation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;

/**
 * Training at a glance, in four panels: energy gap, displacement, their cross-correlation and their autocorrelations. The correlations show how the
 * last updates oscillate, see {@link Oscillation}.
 */
public final class DiagnosticsPlot {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 880;
  private static final int TOP = 44;
  private static final int BOTTOM = 32;
  /** With more updates than this a line of means is laid over the curve. */
  private static final int MANY = 1000;

  private static final int MEANS = 100;
  private static final Color GAP_COLOUR = Palette.line(0);
  private static final Color DISPLACEMENT_COLOUR = Palette.line(1);

  private final TrainingCurves curves;
  private final Oscillation oscillation;
  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);

  private DiagnosticsPlot(TrainingCurves curves) {
    this.curves = curves;
    this.oscillation = Oscillation.of(curves.energyGap(), curves.displacement());
  }

  /** Writes the four panels as a PNG. Non-finite values are gaps; a panel that a constant or non-finite series leaves empty says so. */
  public static void write(Path png, TrainingCurves curves) {
    new DiagnosticsPlot(curves).write(png);
  }

  private void write(Path png) {
    canvas.centredText("Training diagnostics", Canvas.TITLE, WIDTH / 2, 30);
    XYPlot gap = history("energy gap d (units of U)", curves.energyGap(), GAP_COLOUR);
    ChartStyle.level(gap, 0, ChartStyle.DASHED);
    panel(0, 0, "Energy gap: mean U(data) - mean U(chains)", gap, false);
    XYPlot moved =
        history("displacement r (data units)", curves.displacement(), DISPLACEMENT_COLOUR);
    panel(1, 0, "Displacement: mean length of a step's gradient part", moved, false);
    panel(0, 1, "Cross-correlation of d and r", crossCorrelation(), false);
    panel(1, 1, "Autocorrelations", autocorrelations(), true);
    canvas.centredText(
        "Upper panels are scaled to the last 90 % of updates. Correlations over " + windowWords()
            + "; 95 % of white noise lies between the dashed lines.",
        Canvas.TEXT,
        WIDTH / 2,
        HEIGHT - 12);
    canvas.write(png);
  }

  private String windowWords() {
    return isWholeHistory()
        ? "all updates"
        : "the last " + oscillation.window() + " updates (shaded above)";
  }

  private boolean isWholeHistory() {
    return oscillation.window() == curves.step().length;
  }

  private XYPlot history(String label, double[] values, Color colour) {
    NumberAxis steps = ChartStyle.linear("update");
    NumberAxis scale = ChartStyle.linear(label);
    fitAfterBurnIn(scale, values);
    XYPlot plot = ChartStyle.plot(steps, scale);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setNoDataMessage("no updates yet");
    Series series = new Series(label, curves.step(), values).drawable(false, false);
    boolean many = values.length > MANY;
    Lines.add(plot, series, many ? Palette.pale(colour) : colour, ChartStyle.THIN);
    if (many) {
      Lines.add(plot, series.averaged(MEANS), colour, ChartStyle.LINE);
    }
    int updates = values.length;
    if (!isWholeHistory()) {
      double from = curves.step()[updates - oscillation.window()];
      double to = curves.step()[updates - 1];
      IntervalMarker window = new IntervalMarker(from, to, Palette.SHADE);
      window.setAlpha(1);
      plot.addDomainMarker(window, Layer.BACKGROUND);
    }
    return plot;
  }

  /** The first updates of a run are far off and would flatten the rest: the axis fits the last nine tenths, beyond it curves are cut. */
  private static void fitAfterBurnIn(NumberAxis axis, double[] values) {
    DoubleSummaryStatistics late = Arrays.stream(values, values.length / 10, values.length)
        .filter(Double::isFinite)
        .summaryStatistics();
    double margin = 0.1 * (late.getMax() - late.getMin());
    if (margin > 0) {
      axis.setRange(late.getMin() - margin, late.getMax() + margin);
    }
  }

  private XYPlot crossCorrelation() {
    int maxLag = oscillation.maxLag();
    XYPlot plot = correlationPlot("lag (updates); positive: d later than r", -maxLag);
    addCorrelation(plot, "d and r", -maxLag, oscillation.crossCorrelation(), Palette.line(2));
    return plot;
  }

  private XYPlot autocorrelations() {
    XYPlot plot = correlationPlot("lag (updates)", 0);
    addCorrelation(plot, "energy gap d", 0, oscillation.gapAutocorrelation(), GAP_COLOUR);
    addCorrelation(
        plot, "displacement r", 0, oscillation.displacementAutocorrelation(), DISPLACEMENT_COLOUR);
    return plot;
  }

  /** An empty plot from -1 to 1 with the band in which 95 % of the correlations of white noise lie. */
  private XYPlot correlationPlot(String label, int firstLag) {
    NumberAxis lags = ChartStyle.linear(label);
    lags.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    lags.setRange(firstLag - 0.5, oscillation.maxLag() + 0.5);
    NumberAxis correlation = ChartStyle.linear("correlation");
    correlation.setRange(-1.05, 1.05);
    XYPlot plot = ChartStyle.plot(lags, correlation);
    plot.setNoDataMessage("none: a series is constant or not finite");
    ChartStyle.level(plot, 0, ChartStyle.THIN);
    double band = 1.96 / Math.sqrt(oscillation.window());
    ChartStyle.level(plot, band, ChartStyle.DASHED);
    ChartStyle.level(plot, -band, ChartStyle.DASHED);
    return plot;
  }

  private static void addCorrelation(
      XYPlot plot, String name, int firstLag, double[] values, Color colour) {
    double[] lags = new double[values.length];
    for (int i = 0; i < lags.length; i++) {
      lags[i] = firstLag + i;
    }
    if (values.length > 0 && Double.isFinite(values[0])) {
      Lines.add(plot, new Series(name, lags, values), colour, ChartStyle.LINE);
    }
  }

  private void panel(int column, int row, String heading, XYPlot plot, boolean legend) {
    int height = (HEIGHT - TOP - BOTTOM) / 2;
    canvas.chart(
        ChartStyle.chart(heading, plot, legend),
        new Rectangle2D.Double(
            column * WIDTH / 2, TOP + row * height, WIDTH / 2 - 16, height - 10));
  }
}
