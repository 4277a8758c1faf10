package org.ebm.evaluate;

import java.util.Arrays;

/**
 * Importance weights of independent chains, as logarithms.
 *
 * @param values log w, one per chain; a NaN makes every number NaN
 */
public record LogWeights(double... values) {
  /** log of the mean weight. */
  public double logMean() {
    return logSum(1) - Math.log(values.length);
  }

  /** (sum w)^2 / sum w^2: how many chains carry the mean, between 1 and their number. */
  public double effectiveSampleSize() {
    return Math.exp(2 * logSum(1) - logSum(2));
  }

  /** Standard error of {@link #logMean} to first order: sd(w) / (mean(w) sqrt n). Means little when few chains carry the mean. */
  public double standardError() {
    double logMean = logMean();
    double squares = Arrays.stream(values)
        .map(value -> Math.exp(value - logMean) - 1)
        .map(deviation -> deviation * deviation)
        .sum();
    double n = values.length;
    return Math.sqrt(squares / (n - 1) / n);
  }

  /** log sum w^power. */
  private double logSum(int power) {
    double highest = Arrays.stream(values).max().orElseThrow();
    if (highest == Double.NEGATIVE_INFINITY) {
      return highest;
    }
    double sum =
        Arrays.stream(values).map(value -> Math.exp(power * (value - highest))).sum();
    return power * highest + Math.log(sum);
  }
}
