package org.ebm.diagnose;

import java.util.Arrays;
import org.ebm.base.FloatArray;

/**
 * Mean and standard deviation of a sample, summed in float64. NaN in gives NaN out.
 *
 * @param sd with n - 1; NaN for a single value
 */
public record Moments(double mean, double sd) {
  /** Steps of float32 by which a coordinate varies at least: copies that were rounded differently do not. */
  private static final int STEPS = 16;

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

  /** The largest standard deviation of a coordinate of points (n, ...); 0 if none varies. */
  public static double largestSd(FloatArray points) {
    int width = points.rowElements();
    double largest = 0;
    for (int column = 0; column < width; column++) {
      double[] values = new double[points.rows()];
      for (int row = 0; row < values.length; row++) {
        values[row] = points.values()[row * width + column];
      }
      Moments moments = Moments.of(values);
      if (moments.sd() > STEPS * Math.ulp((float) moments.mean())) {
        largest = Math.max(largest, moments.sd());
      }
    }
    return largest;
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
