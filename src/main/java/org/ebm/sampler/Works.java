package org.ebm.sampler;

/**
 * What it takes the states of two neighbouring rungs to change places.
 *
 * @param lower w = U(x; beta of the upper rung) - U(x; beta of the lower) of each chain's state at the lower rung
 * @param upper the same of its state at the upper rung
 * @param swap probability that the two are exchanged: min(1, exp(w at the upper - w at the lower)); 0 where both are infinite
 */
record Works(double[] lower, double[] upper, double[] swap) {
  /**
   * Of laws exp(-(A(x) + beta D(x))).
   *
   * @param lower D of the states at the lower rung
   * @param upper at the upper
   */
  static Works linear(double betaStep, double[] lower, double[] upper) {
    double[] below = new double[lower.length];
    double[] above = new double[lower.length];
    double[] swap = new double[lower.length];
    for (int chain = 0; chain < swap.length; chain++) {
      below[chain] = betaStep * lower[chain];
      above[chain] = betaStep * upper[chain];
      swap[chain] = Swaps.probability(betaStep, lower[chain], upper[chain]);
    }
    return new Works(below, above, swap);
  }

  /** Of any laws. */
  static Works of(double[] lower, double[] upper) {
    return linear(1, lower, upper);
  }
}
