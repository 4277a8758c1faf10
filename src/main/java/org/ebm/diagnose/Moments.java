package org.ebm.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.Units;

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
    return columns(points).mapToDouble(Moments::varying).max().orElse(0);
  }

  /** The smallest; 0 if one does not vary. */
  public static double smallestSd(FloatArray points) {
    return columns(points).mapToDouble(Moments::varying).min().orElse(0);
  }

  /** Mean and standard deviation of each coordinate of points (n, ...), which vary all. */
  public static Units units(FloatArray points) {
    List<Moments> all = columns(points).toList();
    return new Units(
        all.stream().map(Moments::mean).toList(), all.stream().map(Moments::sd).toList());
  }

  private double varying() {
    return sd > STEPS * Math.ulp((float) mean) ? sd : 0;
  }

  private static Stream<Moments> columns(FloatArray points) {
    int width = points.rowElements();
    return IntStream.range(0, width).mapToObj(column -> {
      double[] values = new double[points.rows()];
      Arrays.setAll(values, row -> points.values()[row * width + column]);
      return Moments.of(values);
    });
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
