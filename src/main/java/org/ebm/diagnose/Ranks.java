package org.ebm.diagnose;

import java.util.Arrays;

/** Order statistics over all draws of all chains together. */
public final class Ranks {
  private Ranks() {}

  /** Each draw replaced by the normal quantile of (rank - 3/8) / (S + 1/4), with average ranks for ties and S the number of draws. */
  static double[][] normalScores(double[][] chains) {
    double[] sorted = sorted(chains);
    double[][] scores = new double[chains.length][];
    for (int m = 0; m < chains.length; m++) {
      scores[m] = Arrays.stream(chains[m])
          .map(value -> (averageRank(sorted, value) - 0.375) / (sorted.length + 0.25))
          .map(NormalQuantile::of)
          .toArray();
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

  private static double averageRank(double[] sorted, double value) {
    return 0.5 * (countBelow(sorted, value) + countBelow(sorted, Math.nextUp(value)) + 1);
  }

  private static int countBelow(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
