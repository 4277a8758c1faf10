package org.ebm.diagnose;

import java.util.Arrays;

/** Order statistics over all draws of all chains together. */
public final class Ranks {
  private Ranks() {}

  /** Each draw replaced by the normal quantile of (rank - 3/8) / (S + 1/4), with average ranks for ties and S the number of draws. */
  static double[][] normalScores(double[][] chains) {
    double[] sorted = sorted(chains);
    double[] inOrder = scores(sorted);
    double[][] scores = new double[chains.length][];
    for (int m = 0; m < chains.length; m++) {
      scores[m] = Arrays.stream(chains[m])
          .map(value -> inOrder[Arrays.binarySearch(sorted, value)])
          .toArray();
    }
    return scores;
  }

  /** Of draws in order; equal ones have the same. */
  private static double[] scores(double[] sorted) {
    double[] scores = new double[sorted.length];
    int from = 0;
    while (from < sorted.length) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double rank = 0.5 * (from + to + 1);
      Arrays.fill(scores, from, to, NormalQuantile.of((rank - 0.375) / (sorted.length + 0.25)));
      from = to;
    }
    return scores;
  }

  /** Quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996). */
  public static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  static double[] sorted(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).sorted().toArray();
  }
}
