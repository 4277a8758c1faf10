package org.ebm.report;

import java.awt.Color;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** Puts curves on a plot, each as a layer of its own; later ones lie on top. */
final class Lines {
  /** Up to this many points a curve also gets a dot at each. */
  private static final int DOTTED = 50;

  private static final int BINS = 500;

  private Lines() {}

  static void add(XYPlot plot, Series series, Color colour, Stroke stroke) {
    Series seen = series.thinned(BINS);
    DefaultXYDataset dataset = new DefaultXYDataset();
    dataset.addSeries(seen.name(), new double[][] {seen.x(), seen.y()});
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, seen.x().length <= DOTTED);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, stroke);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
    ChartStyle.widenFor(plot.getDomainAxis(), seen.x());
    ChartStyle.widenFor(plot.getRangeAxis(), seen.y());
    int layer = plot.getDatasetCount();
    plot.setDataset(layer, dataset);
    plot.setRenderer(layer, renderer);
  }
}
