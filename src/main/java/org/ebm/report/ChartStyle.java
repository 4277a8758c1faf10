package org.ebm.report;

import java.awt.BasicStroke;
import java.awt.Stroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts look like: white paper, thin frame, pale grid, no ornaments. */
final class ChartStyle {
  static final Stroke THIN = new BasicStroke(1f);
  static final Stroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final Stroke DASHED = new BasicStroke(
      1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1f, new float[] {5, 4}, 0);

  /** Far below any value we plot; JFreeChart's own 1e-8 would flatten the displacements of an untrained network. */
  private static final double SMALLEST_RANGE = 1e-15;

  /** Labels on a logarithmic axis. */
  private static final int MOST_POWERS = 8;

  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private ChartStyle() {}

  static ValueAxis axis(String label, boolean logarithmic) {
    return logarithmic ? logarithmic(label) : linear(label);
  }

  static NumberAxis linear(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setStandardTickUnits(new NumberTickUnitSource());
    axis.setAutoRangeIncludesZero(false);
    axis.setAutoRangeStickyZero(false);
    axis.setAutoRangeMinimumSize(SMALLEST_RANGE);
    return dressed(axis);
  }

  private static LogAxis logarithmic(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setBaseSymbol("10");
    axis.setLowerMargin(0);
    axis.setUpperMargin(0);
    return dressed(axis);
  }

  /** Widens an automatic range so that a constant curve has an axis of different labels. */
  static void widenFor(ValueAxis axis, double[] values) {
    if (axis instanceof LogAxis) {
      return;
    }
    double largest =
        Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    axis.setAutoRangeMinimumSize(Math.max(axis.getAutoRangeMinimumSize(), 1e-3 * largest));
  }

  /** Widens the range of a logarithmic axis to just beyond whole powers of 10, so that at least two are labelled. */
  static void widenToPowers(LogAxis axis) {
    double low = Math.floor(Math.log10(axis.getLowerBound()));
    double high = Math.max(low + 1, Math.ceil(Math.log10(axis.getUpperBound())));
    double powersPerTick = Math.ceil((high - low) / MOST_POWERS);
    axis.setRange(Math.pow(10, low - 0.04), Math.pow(10, high + 0.04));
    axis.setTickUnit(new NumberTickUnit(powersPerTick, new DecimalFormat("0", ENGLISH)));
  }

  /** Plain numbers where they are short, powers of 10 otherwise; the same in every country. */
  private static void formatTicks(NumberAxis axis) {
    double largest = Math.max(Math.abs(axis.getLowerBound()), Math.abs(axis.getUpperBound()));
    boolean plain = largest >= 1e-3 && largest < 1e7;
    axis.setNumberFormatOverride(
        new DecimalFormat(plain ? "#,##0.########" : "0.######E0", ENGLISH));
  }

  private static <A extends ValueAxis> A dressed(A axis) {
    axis.setLabelFont(Canvas.TEXT);
    axis.setTickLabelFont(Canvas.TEXT.deriveFont(13f));
    axis.setLabelPaint(Palette.INK);
    axis.setTickLabelPaint(Palette.INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarkPaint(Palette.INK);
    return axis;
  }

  static XYPlot plot(ValueAxis x, ValueAxis y) {
    XYPlot plot = new XYPlot(null, x, y, null);
    plot.setBackgroundPaint(Palette.PAPER);
    plot.setOutlinePaint(Palette.INK);
    plot.setDomainGridlinePaint(Palette.FAINT);
    plot.setRangeGridlinePaint(Palette.FAINT);
    plot.setDomainGridlineStroke(THIN);
    plot.setRangeGridlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setNoDataMessageFont(Canvas.TEXT);
    plot.setNoDataMessagePaint(Palette.INK);
    return plot;
  }

  /** A chart with its heading; empty for none. With a legend below if asked for. */
  static JFreeChart chart(String heading, XYPlot plot, boolean legend) {
    for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
      if (axis instanceof NumberAxis number) {
        formatTicks(number);
      }
    }
    JFreeChart chart =
        new JFreeChart(heading.isEmpty() ? null : heading, Canvas.HEADING, plot, legend);
    chart.setBackgroundPaint(Palette.PAPER);
    if (chart.getTitle() != null) {
      chart.getTitle().setPaint(Palette.INK);
    }
    if (legend) {
      chart.getLegend().setItemFont(Canvas.TEXT);
      chart.getLegend().setItemPaint(Palette.INK);
      chart.getLegend().setPosition(RectangleEdge.BOTTOM);
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    return chart;
  }

  /** A horizontal line across the plot. */
  static void level(XYPlot plot, double value, Stroke stroke) {
    plot.addRangeMarker(new ValueMarker(value, Palette.INK, stroke));
  }
}
