package org.ebm.diagnose;

import org.hipparchus.special.Erf;

/**
 * Ranks of data among chains that have, with them, been exchangeable: from a datum, T reversible steps to a hub, and from the hub M chains of T steps each. If the data come from
 * exp(-U), each datum's rank among the M + 1 is uniform for every T and every statistic, whether or not chains mix. Source: Besag and Clifford (1989), Generalized Monte
 * Carlo significance tests, Biometrika 76.
 *
 * @param shift mean share of chains below the datum minus .5: the area under the ROC curve minus .5, between -.5 and .5
 * @param interval 95 %, over the data
 * @param pValue of a shift as large, two-sided, under uniform ranks (normal law of their mean)
 */
public record RankShift(double shift, Interval interval, double pValue) {
  private static final double NORMAL_975 = 1.959964;

  /**
   * Of one statistic.
   *
   * @param data of each datum, (n), n &gt;= 2
   * @param chains of its M chains, (n, M)
   */
  public static RankShift of(float[] data, float[][] chains) {
    float[] ranks = new float[data.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = (float) rank(data[i], chains[i]);
    }
    Moments moments = Moments.of(ranks);
    double shift = moments.mean() - 0.5;
    double half = NORMAL_975 * moments.sd() / Math.sqrt(data.length);
    return new RankShift(
        shift,
        new Interval(shift - half, shift + half),
        twoSided(shift / Math.sqrt(uniformVariance(chains[0].length) / data.length)));
  }

  /** Share of chains below, ties counted half. */
  static double rank(float datum, float[] chains) {
    double below = 0;
    for (float chain : chains) {
      below += chain < datum ? 1 : chain == datum ? 0.5 : 0;
    }
    return below / chains.length;
  }

  /** Of a uniform one of 0, 1/m, ..., 1. */
  private static double uniformVariance(double m) {
    return (m + 2) / (12 * m);
  }

  private static double twoSided(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }
}
