package org.ebm.base;

/** log(exp(a_1) + ... + exp(a_n)) without overflow. */
public final class LogSum {
  private LogSum() {}

  public static double of(double... terms) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      largest = Math.max(largest, term);
    }
    if (!Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - largest);
    }
    return largest + Math.log(sum);
  }
}
