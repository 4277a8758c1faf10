package org.ebm.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/**
 * How near samples and examples, sets of points all, come to each other. Distance of two sets: the mean over the points of each of the squared distance to the nearest point of the other, summed. Source: Achlioptas,
 * Diamanti, Mitliagkas and Guibas (2018), ICML, section 2.
 *
 * @param between of sample i and example j, squared data units
 */
public record ChamferDistances(double[][] between) {
  /** A number and its standard error: by jackknife over samples and over examples, the variances added. */
  public record Measured(double value, double error) {}

  private interface Statistic {
    /** @param sample left out, or -1; @param example left out, or -1 */
    double without(int sample, int example);
  }

  /**
   * Of all pairs.
   *
   * @param samples (n, points, 3), two or more
   * @param examples (m, points, 3), two or more
   */
  public static ChamferDistances of(FloatArray samples, FloatArray examples) {
    return new ChamferDistances(IntStream.range(0, samples.rows())
        .parallel()
        .mapToObj(i -> IntStream.range(0, examples.rows())
            .mapToDouble(j -> distance(samples, i, examples, j))
            .toArray())
        .toArray(double[][]::new));
  }

  /** Of set i of some and set j of others. */
  static double distance(FloatArray some, int i, FloatArray others, int j) {
    float[] a = some.values();
    float[] b = others.values();
    int fromA = i * some.rowElements();
    int fromB = j * others.rowElements();
    int pointsA = some.rowElements() / 3;
    int pointsB = others.rowElements() / 3;
    float[] nearest = new float[pointsB];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    double sum = 0;
    for (int p = fromA; p < fromA + 3 * pointsA; p += 3) {
      float least = Float.POSITIVE_INFINITY;
      for (int q = 0; q < pointsB; q++) {
        float x = a[p] - b[fromB + 3 * q];
        float y = a[p + 1] - b[fromB + 3 * q + 1];
        float z = a[p + 2] - b[fromB + 3 * q + 2];
        float squared = x * x + y * y + z * z;
        least = Math.min(least, squared);
        nearest[q] = Math.min(nearest[q], squared);
      }
      sum += least;
    }
    double back = 0;
    for (float squared : nearest) {
      back += squared;
    }
    return sum / pointsA + back / pointsB;
  }

  /** Minimum matching distance: mean over examples of the distance to the nearest sample. */
  public Measured matching() {
    return jackknife(this::matching);
  }

  /** Share of the examples that are the nearest one to some sample. */
  public Measured coverage() {
    return jackknife(this::coverage);
  }

  private double matching(int without, int leaving) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < between[0].length; j++) {
      if (j == leaving) {
        continue;
      }
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < between.length; i++) {
        least = i == without ? least : Math.min(least, between[i][j]);
      }
      sum += least;
      count++;
    }
    return sum / count;
  }

  private double coverage(int without, int leaving) {
    boolean[] covered = new boolean[between[0].length];
    for (int i = 0; i < between.length; i++) {
      int nearest = -1;
      for (int j = 0; j < covered.length && i != without; j++) {
        boolean nearer = nearest < 0 || between[i][j] < between[i][nearest];
        nearest = j != leaving && nearer ? j : nearest;
      }
      if (nearest >= 0) {
        covered[nearest] = true;
      }
    }
    int count = 0;
    for (boolean one : covered) {
      count += one ? 1 : 0;
    }
    return count / (covered.length - (leaving < 0 ? 0.0 : 1.0));
  }

  private Measured jackknife(Statistic statistic) {
    double samples = variance(IntStream.range(0, between.length)
        .mapToDouble(i -> statistic.without(i, -1))
        .toArray());
    double examples = variance(IntStream.range(0, between[0].length)
        .mapToDouble(j -> statistic.without(-1, j))
        .toArray());
    return new Measured(statistic.without(-1, -1), Math.sqrt(samples + examples));
  }

  /** (n - 1) / n times the sum of squares about the mean. */
  private static double variance(double[] leftOut) {
    double mean = Arrays.stream(leftOut).average().orElseThrow();
    double squares =
        Arrays.stream(leftOut).map(value -> (value - mean) * (value - mean)).sum();
    return squares * (leftOut.length - 1) / leftOut.length;
  }
}
