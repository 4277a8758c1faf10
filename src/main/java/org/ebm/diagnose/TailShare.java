package org.ebm.diagnose;

import java.util.Arrays;

/**
 * Share of data beyond a quantile that one in a hundred chains is beyond: about .01 for one law, and at least w where chains never go to a share w of the data.
 *
 * @param value share of the data
 * @param interval 95 %: counting of the data (Clopper and Pearson) and the scatter of the chains' quantile, as independent errors
 */
record TailShare(double value, Interval interval) {
  private static final double TAIL = 0.01;
  private static final double NORMAL_975 = 1.959964;

  /** Of data above the chains' 99 % quantile. */
  static TailShare above(float[] data, float[] chains) {
    double quantile = quantile(chains, 1 - TAIL);
    int count = 0;
    for (float value : data) {
      count += value > quantile ? 1 : 0;
    }
    return of(count, data.length, chains.length);
  }

  /** Of data below the chains' 1 % quantile. */
  static TailShare below(float[] data, float[] chains) {
    double quantile = quantile(chains, TAIL);
    int count = 0;
    for (float value : data) {
      count += value < quantile ? 1 : 0;
    }
    return of(count, data.length, chains.length);
  }

  private static TailShare of(int count, int data, int chains) {
    double share = (double) count / data;
    Interval counted = ClopperPearson.interval(count, data);
    // of the share beyond a quantile that m chains set: relative error sqrt((1 - t) / t m), and no
    // more than an absolute one beyond a tenth
    double relative = Math.sqrt((1 - TAIL) / (TAIL * chains));
    double scatter = NORMAL_975 * Math.max(TAIL, Math.min(share, 10 * TAIL)) * relative;
    return new TailShare(
        share,
        new Interval(
            Math.max(0, share - Math.hypot(share - counted.low(), scatter)),
            Math.min(1, share + Math.hypot(counted.high() - share, scatter))));
  }

  static double quantile(float[] values, double p) {
    double[] sorted = new double[values.length];
    Arrays.setAll(sorted, i -> values[i]);
    Arrays.sort(sorted);
    return Ranks.quantile(sorted, p);
  }
}
