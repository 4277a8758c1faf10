package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Samples of one number as histograms over each other, each of area 1. */
public final class Histograms {
  private static final int MOST_BINS = 60;
  private static final int FEWEST_BINS = 10;
  /** Outliers beyond the quartiles by so many times their distance do not set the axis. */
  private static final double FAR = 6;

  private Histograms() {}

  /** A sample by its name in the legend. */
  public record Sample(String name, double[] values) {}

  /**
   * Writes them as a PNG. Values that are not finite are left out; those beyond the axis are counted in the outermost bins.
   *
   * @param x what the number is, with its unit
   */
  public static void write(Path png, String title, String x, List<Sample> samples) {
    double[] finite = samples.stream()
        .flatMapToDouble(sample -> DoubleStream.of(sample.values()))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
    Axis axis = Axis.around(finite.length == 0 ? finite : middle(samples), false, 0.02);
    int bins = bins(samples);
    double most = 0;
    List<Mark> curves = new ArrayList<>();
    for (Sample sample : samples) {
      int[] counts = new int[bins];
      long all = DoubleStream.of(sample.values()).filter(Double::isFinite).count();
      for (double value : sample.values()) {
        if (Double.isFinite(value)) {
          int bin = (int) Math.floor(axis.position(value) * bins);
          counts[Math.max(0, Math.min(bins - 1, bin))]++;
        }
      }
      double width = (axis.high() - axis.low()) / bins;
      Series series = steps(sample.name(), axis.low(), axis.high(), counts, 1 / (all * width));
      most = Math.max(most, Arrays.stream(series.y()).max().orElse(0));
      curves.add(new Mark.Curve(series, Ink.line(curves.size()), Mark.Curve.Detail.OUTLINE));
    }
    boolean beyond =
        finite.length > 0 && (!axis.holds(finite[0]) || !axis.holds(finite[finite.length - 1]));
    String label = beyond ? x + "; the outermost bins hold all that lies beyond" : x;
    Chart chart = new Chart(
        title, new Chart.Side(label, axis), new Chart.Side("density", Axis.fromZero(most)), curves);
    CurvesPlot.draw(png, chart);
  }

  /** As many as the smallest sample can fill: twice the root of its size. */
  private static int bins(List<Sample> samples) {
    int fewest =
        samples.stream().mapToInt(sample -> sample.values().length).min().orElse(0);
    return Math.max(FEWEST_BINS, Math.min(MOST_BINS, (int) (2 * Math.sqrt(fewest))));
  }

  /** What lies within reach of the quartiles of each sample. */
  private static double[] middle(List<Sample> samples) {
    return samples.stream()
        .flatMapToDouble(sample -> {
          double[] sorted =
              DoubleStream.of(sample.values()).filter(Double::isFinite).sorted().toArray();
          if (sorted.length == 0) {
            return DoubleStream.empty();
          }
          double low = sorted[sorted.length / 4];
          double high = sorted[3 * (sorted.length - 1) / 4];
          if (Axis.isFlat(low, high)) {
            return Arrays.stream(sorted);
          }
          double reach = FAR * (high - low);
          return Arrays.stream(sorted).filter(v -> v >= low - reach && v <= high + reach);
        })
        .toArray();
  }

  /** Counts of equal bins as the outline of their bars, each times a factor. */
  static Series steps(String name, double low, double high, int[] counts, double factor) {
    int bins = counts.length;
    double[] x = new double[2 * bins + 2];
    double[] y = new double[2 * bins + 2];
    x[0] = low;
    for (int bin = 0; bin < bins; bin++) {
      x[2 * bin + 1] = low + (high - low) * bin / bins;
      x[2 * bin + 2] = low + (high - low) * (bin + 1) / bins;
      y[2 * bin + 1] = counts[bin] * factor;
      y[2 * bin + 2] = counts[bin] * factor;
    }
    x[2 * bins + 1] = high;
    return new Series(name, x, y);
  }
}
