package org.ebm.report;

import java.util.Arrays;

/**
 * A named curve.
 *
 * @param name as in the legend
 * @param x ascending
 * @param y one per x; a non-finite value is a gap
 */
public record Series(String name, double[] x, double[] y) {
  public Series {
    if (x.length != y.length) {
      throw new IllegalArgumentException(name + ": " + x.length + " x but " + y.length + " y");
    }
  }

  /** The same curve with a gap where a value cannot be drawn. */
  Series drawable(boolean logX, boolean logY) {
    double[] seen = y.clone();
    for (int i = 0; i < seen.length; i++) {
      boolean there = Double.isFinite(x[i]) && Double.isFinite(seen[i]);
      boolean drawn = there && (!logY || seen[i] > 0) && (!logX || x[i] > 0);
      seen[i] = drawn ? seen[i] : Double.NaN;
    }
    return new Series(name, x, seen);
  }

  /** Part of the x axis that evenly placed points stand for. */
  double span() {
    int n = x.length;
    return n < 2 ? 0 : (x[n - 1] - x[0]) * n / (n - 1);
  }

  long gaps() {
    return Arrays.stream(y).filter(value -> !Double.isFinite(value)).count();
  }

  /**
   * The curve with fewer points that looks the same: of each run of consecutive points the first, the lowest, the highest and the first gap, in
   * their order. The end is kept; so is a curve of at most 4 * bins points.
   */
  Series thinned(int bins) {
    int n = x.length;
    if (n <= 4 * bins) {
      return this;
    }
    int[] kept = new int[4 * bins + 1];
    kept[4 * bins] = n - 1;
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) n * bin / bins);
      int to = (int) ((long) n * (bin + 1) / bins);
      int lowest = from;
      int highest = from;
      int gap = from;
      for (int i = to - 1; i >= from; i--) {
        lowest = y[i] <= y[lowest] || Double.isNaN(y[lowest]) ? i : lowest;
        highest = y[i] >= y[highest] || Double.isNaN(y[highest]) ? i : highest;
        gap = Double.isFinite(y[i]) ? gap : i;
      }
      kept[4 * bin] = from;
      kept[4 * bin + 1] = lowest;
      kept[4 * bin + 2] = highest;
      kept[4 * bin + 3] = gap;
    }
    int[] indices = Arrays.stream(kept).sorted().distinct().toArray();
    return new Series(
        name,
        Arrays.stream(indices).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(indices).mapToDouble(i -> y[i]).toArray());
  }

  /** Means over equal runs of consecutive points, at the middle of each; a run with a gap is a gap. */
  Series averaged(int bins) {
    double[] middle = new double[bins];
    double[] mean = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) x.length * bin / bins);
      int to = (int) ((long) x.length * (bin + 1) / bins);
      middle[bin] = (x[from] + x[to - 1]) / 2;
      mean[bin] = Arrays.stream(y, from, to).average().orElse(Double.NaN);
    }
    return new Series(name, middle, mean);
  }
}
