package org.ebm.basin;

import java.util.Arrays;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.RandomKey;

/** How well two labellings of the same items agree, whatever the labels are called. Labels are 0, 1, ... */
public final class Agreement {
  private static final int SHUFFLES = 200;
  private static final RandomKey BY_CHANCE = RandomKey.ofSeed(1);

  private Agreement() {}

  /**
   * Adjusted Rand index: pairs of items that both put together, beyond chance; 1 if they are the same grouping, 0 on average for random ones. NaN
   * where nothing can be told: a single item, or both grouping all as one or each alone. Source: Hubert and Arabie (1985), Journal of Classification
   * 2.
   */
  public static double adjustedRand(int[] a, int[] b) {
    long[][] counts = counts(a, b);
    double together = 0;
    double inA = 0;
    double[] columns = new double[counts[0].length];
    for (long[] row : counts) {
      inA += pairs(Arrays.stream(row).sum());
      for (int j = 0; j < row.length; j++) {
        together += pairs(row[j]);
        columns[j] += row[j];
      }
    }
    double inB = Arrays.stream(columns).map(Agreement::pairs).sum();
    double byChance = inA * inB / pairs(a.length);
    return (together - byChance) / ((inA + inB) / 2 - byChance);
  }

  /** Share of items whose class is the commonest one of their group. */
  public static double purity(int[] groups, int[] classes) {
    long right = 0;
    for (long[] group : counts(groups, classes)) {
      right += Arrays.stream(group).max().orElse(0);
    }
    return (double) right / groups.length;
  }

  /** Purity of groups of the same sizes whose items are drawn at random: the mean of many. */
  public static double purityByChance(int[] groups, int[] classes) {
    double sum = 0;
    for (int k = 0; k < SHUFFLES; k++) {
      int[] shuffled = classes.clone();
      PermutationSampler.shuffle(BY_CHANCE.fold(k).generator(), shuffled);
      sum += purity(groups, shuffled);
    }
    return sum / SHUFFLES;
  }

  /** Items by label in the first (row) and in the second (column). */
  static long[][] counts(int[] a, int[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " labels");
    }
    int rows = Arrays.stream(a).max().orElse(0) + 1;
    int columns = Arrays.stream(b).max().orElse(0) + 1;
    long[][] counts = new long[rows][columns];
    for (int i = 0; i < a.length; i++) {
      counts[a[i]][b[i]]++;
    }
    return counts;
  }

  private static double pairs(double n) {
    return n * (n - 1) / 2;
  }
}
