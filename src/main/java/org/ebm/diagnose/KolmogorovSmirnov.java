package org.ebm.diagnose;

import java.util.Arrays;

/** The two-sample statistic of Kolmogorov and Smirnov. */
public final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * The largest difference between the two samples' distribution functions: 0 for the same values, 1 for samples that do not overlap. Ties are exact.
   * NaN if a value is NaN or a sample is empty.
   */
  public static double distance(float[] x, float[] y) {
    float[] first = x.clone();
    float[] second = y.clone();
    Arrays.sort(first);
    Arrays.sort(second);
    // a NaN is sorted last
    if (first.length == 0
        || second.length == 0
        || Float.isNaN(first[first.length - 1])
        || Float.isNaN(second[second.length - 1])) {
      return Double.NaN;
    }
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < first.length && j < second.length) {
      float value = Math.min(first[i], second[j]);
      i = skip(first, i, value);
      j = skip(second, j, value);
      largest = Math.max(largest, Math.abs((double) i / first.length - (double) j / second.length));
    }
    return largest;
  }

  /** The first position at or after i that holds more than the value. */
  private static int skip(float[] sorted, int i, float value) {
    int next = i;
    while (next < sorted.length && sorted[next] <= value) {
      next++;
    }
    return next;
  }
}
