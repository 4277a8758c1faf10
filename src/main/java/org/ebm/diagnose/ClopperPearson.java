package org.ebm.diagnose;

import org.hipparchus.distribution.continuous.BetaDistribution;

/** The exact 95 % interval of a probability. Source: Clopper and Pearson (1934), Biometrika 26. */
public final class ClopperPearson {
  private static final double TAIL = 0.025;

  private ClopperPearson() {}

  /** After so many successes in n independent trials, n &gt;= 1. */
  public static Interval interval(int successes, int n) {
    double low = successes == 0
        ? 0
        : new BetaDistribution(successes, n - successes + 1.0).inverseCumulativeProbability(TAIL);
    double high = successes == n
        ? 1
        : new BetaDistribution(successes + 1.0, n - successes)
            .inverseCumulativeProbability(1 - TAIL);
    return new Interval(low, high);
  }
}
