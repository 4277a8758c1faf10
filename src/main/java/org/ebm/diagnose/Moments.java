package org.ebm.diagnose;

import java.util.Arrays;

/**
 * Mean and standard deviation of a sample, summed in float64. NaN in gives NaN out.
 *
 * @param sd with n - 1; NaN for a single value
 */
public record Moments(double mean, double sd) {
  public static Moments of(float... values) {
    return of(values, 0, values.length);
  }

  /** Empty: NaN. */
  public static Moments of(double... values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new Moments(mean, Math.sqrt(squares / (values.length - 1)));
  }

  /** Of values from (inclusive) to (exclusive). */
  public static Moments of(float[] values, int from, int to) {
    int n = to - from;
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new Moments(mean, Math.sqrt(squares / (n - 1)));
  }
}
