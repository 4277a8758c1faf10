package org.ebm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Histograms of U of several sets over one axis, as outlines. */
public final class EnergiesPlot {
  private static final int BINS = 50;
  private static final double TAIL = 0.01;
  /** Widths of the first set beyond its ends: others may be a thousand times as far. */
  private static final double MARGIN = 3;

  private EnergiesPlot() {}

  /**
   * Writes the plot as a PNG.
   *
   * @param energies by name; the first set gives the scale, and what lies beyond is in the outermost bins
   */
  public static void write(Path png, String title, Map<String, double[]> energies) {
    List<double[]> sets = List.copyOf(energies.values());
    double[] first = sorted(sets.get(0));
    double least = first[(int) (TAIL * (first.length - 1))];
    double most = first[(int) ((1 - TAIL) * (first.length - 1))];
    double low = least;
    double high = most;
    for (double[] set : sets) {
      double[] all = sorted(set);
      low = Math.min(low, all[0]);
      high = Math.max(high, all[all.length - 1]);
    }
    double width = Math.max(most - least, 1e-6 * Math.max(1, Math.abs(most)));
    low = Math.max(low, least - MARGIN * width);
    high = Math.min(high, most + MARGIN * width);
    List<Series> curves = new ArrayList<>();
    for (Map.Entry<String, double[]> set : energies.entrySet()) {
      curves.add(outline(set.getKey(), set.getValue(), low, high));
    }
    CurvesPlot.write(
        png,
        new CurvesPlot.Axes(
            title,
            "energy U (nats); the outermost bins hold all that lies beyond",
            "share of a set in a bin",
            false,
            false),
        curves);
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static Series outline(String name, double[] values, double low, double high) {
    double[] shares = new double[BINS];
    double width = (high - low) / BINS;
    for (double value : values) {
      int bin = (int) Math.floor((value - low) / width);
      shares[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / values.length;
    }
    double[] x = new double[2 * BINS];
    double[] y = new double[2 * BINS];
    for (int bin = 0; bin < BINS; bin++) {
      x[2 * bin] = low + bin * width;
      x[2 * bin + 1] = low + (bin + 1) * width;
      y[2 * bin] = shares[bin];
      y[2 * bin + 1] = shares[bin];
    }
    return new Series(name, x, y);
  }
}
