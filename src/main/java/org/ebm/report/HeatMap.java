package org.ebm.report;

import java.awt.Color;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.ebm.diagnose.Grid2d;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** A coloured map with axes, and the colour bar that reads it, each with its frame on exactly the given rectangle of a canvas. */
final class HeatMap {
  /** Room on each side for ticks and labels; charts are transparent, so they may overlap there. */
  private static final int ROOM = 100;

  private HeatMap() {}

  /**
   * Draws the cells of a grid.
   *
   * @param picture colours from {@link ColourRange#picture}
   */
  static void draw(Canvas canvas, Rectangle where, Grid2d grid, int[] picture, Labels labels) {
    NumberAxis x = axis(labels.x(), grid.xMin(), grid.xMax());
    NumberAxis y = axis(labels.y(), grid.yMin(), grid.yMax());
    draw(canvas, where, ChartStyle.plot(x, y), Canvas.imageOf(picture, grid.n()));
  }

  /** Names of the axes; an empty one leaves out the tick labels too, for maps that share an axis. */
  record Labels(String x, String y) {}

  /** Draws a colour bar with its scale at the right, with a tip if there are values beyond its end. */
  static void drawBar(
      Canvas canvas, Rectangle where, ColourRange range, String label, boolean tip) {
    int[] colours = new int[where.height];
    for (int i = 0; i < colours.length; i++) {
      colours[colours.length - 1 - i] = Palette.map((i + 0.5) / colours.length);
    }
    XYPlot plot = ChartStyle.plot(axis("", 0, 1), axis(label, range.low(), range.high()));
    plot.getDomainAxis().setVisible(false);
    plot.setRangeAxisLocation(AxisLocation.TOP_OR_RIGHT);
    draw(canvas, where, plot, Canvas.imageOf(colours, 1));
    if (tip) {
      int[] xs = {where.x, where.x + where.width, where.x + where.width / 2};
      int[] ys = {where.y - 2, where.y - 2, where.y - 12};
      canvas.fill(new Polygon(xs, ys, 3), new Color(Palette.map(1)));
    }
  }

  private static void draw(Canvas canvas, Rectangle where, XYPlot plot, BufferedImage image) {
    NumberAxis x = (NumberAxis) plot.getDomainAxis();
    NumberAxis y = (NumberAxis) plot.getRangeAxis();
    plot.addAnnotation(new XYDataImageAnnotation(
        image,
        x.getLowerBound(),
        y.getLowerBound(),
        x.getRange().getLength(),
        y.getRange().getLength()));
    plot.setInsets(RectangleInsets.ZERO_INSETS);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    AxisSpace room = new AxisSpace();
    room.setLeft(ROOM);
    room.setRight(ROOM);
    room.setTop(ROOM);
    room.setBottom(ROOM);
    plot.setFixedDomainAxisSpace(room);
    plot.setFixedRangeAxisSpace(room);
    JFreeChart chart = ChartStyle.chart("", plot, false);
    chart.setBackgroundPaint(null);
    Rectangle outer = new Rectangle(where);
    outer.grow(ROOM, ROOM);
    canvas.chart(chart, outer);
  }

  private static NumberAxis axis(String label, double low, double high) {
    NumberAxis axis = ChartStyle.linear(label);
    axis.setRange(low, high);
    axis.setTickLabelsVisible(!label.isEmpty());
    return axis;
  }
}
