package org.ebm.diagnose;

import java.util.Arrays;

/**
 * Kullback-Leibler divergence between two samples' shares in given cells, in nats, free of the bias of counting: a lower bound of the divergence of the
 * laws, since cutting space into cells can only lose some of it (data processing).
 *
 * @param value KL(first || second); scatters around 0 for samples of one law, so it may be below 0
 * @param interval 95 %, delta method with the scatter that two samples of one law have
 */
record CoarseDivergence(double value, Interval interval) {
  private static final double NORMAL_975 = 1.959964;
  /** Added to every count: an empty cell makes a divergence large, not infinite. */
  private static final double PRIOR = 0.5;

  /** @param first cell of each point, 0 to k - 1, as is {@code second} */
  static CoarseDivergence of(int[] first, int[] second, int k) {
    double[] p = shares(first, k);
    double[] q = shares(second, k);
    double kl = 0;
    double squares = 0;
    double ratios = 0;
    for (int cell = 0; cell < k; cell++) {
      double log = Math.log(p[cell] / q[cell]);
      kl += p[cell] * log;
      squares += p[cell] * log * log;
      ratios += p[cell] * p[cell] / q[cell];
    }
    double n = first.length;
    double m = second.length;
    double noise = 1 / n + 1 / m;
    double freedom = Math.max(1, occupied(first, second, k) - 1);
    double variance = Math.max(0, squares - kl * kl) / n
        + Math.max(0, ratios - 1) / m
        + freedom / 2 * noise * noise;
    double value = kl - freedom / 2 * noise;
    double half = NORMAL_975 * Math.sqrt(variance);
    return new CoarseDivergence(value, new Interval(value - half, value + half));
  }

  /** Of the interval for samples of one law, whose sizes n and m have 1/n + 1/m = {@code noise}. */
  static double halfWidth(int k, double noise) {
    return NORMAL_975 * Math.sqrt((k - 1) / 2.0) * noise;
  }

  /** By the quantiles of both samples together. */
  static CoarseDivergence ofValues(float[] first, float[] second, int bins) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    Arrays.sort(all);
    float[] edges = new float[bins - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = all[(int) ((i + 1L) * all.length / bins)];
    }
    return of(binned(first, edges), binned(second, edges), bins);
  }

  private static int[] binned(float[] values, float[] edges) {
    int[] bins = new int[values.length];
    for (int i = 0; i < bins.length; i++) {
      int found = Arrays.binarySearch(edges, values[i]);
      bins[i] = found >= 0 ? found + 1 : -found - 1;
    }
    return bins;
  }

  private static int occupied(int[] first, int[] second, int k) {
    boolean[] seen = new boolean[k];
    for (int[] sample : new int[][] {first, second}) {
      for (int cell : sample) {
        seen[cell] = true;
      }
    }
    int count = 0;
    for (boolean cell : seen) {
      count += cell ? 1 : 0;
    }
    return count;
  }

  private static double[] shares(int[] cells, int k) {
    double[] shares = new double[k];
    Arrays.fill(shares, PRIOR / (cells.length + PRIOR * k));
    for (int cell : cells) {
      shares[cell] += 1 / (cells.length + PRIOR * k);
    }
    return shares;
  }
}
