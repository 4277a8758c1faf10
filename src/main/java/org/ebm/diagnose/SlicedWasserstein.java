package org.ebm.diagnose;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/**
 * Distance between two samples as the cost of moving one onto the other, along random lines: the mean over {@value #DIRECTIONS} directions of the
 * squared Wasserstein-2 distance of the projections. Two normals whose means differ by m have |m|^2 / d, two of sd s and t around one mean (s - t)^2.
 * Source: Bonneel, Rabin, Peyre, Pfister (2015), Sliced and Radon Wasserstein Barycenters of Measures, J. Math. Imaging and Vision 51.
 */
public final class SlicedWasserstein {
  public static final int DIRECTIONS = 500;

  private SlicedWasserstein() {}

  /**
   * SW2^2 between x (m, ...) and y (n, ...), data units squared. The smaller sample's quantiles are interpolated where the larger one has its own.
   * NaN if a value is NaN.
   *
   * @param key of the directions
   */
  public static double squared(FloatArray x, FloatArray y, RandomKey key) {
    PointSets.requireComparable(x, y, 1);
    FloatArray few = x.rows() <= y.rows() ? x : y;
    FloatArray many = few == x ? y : x;
    ContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(key.fold("directions").generator());
    double sum = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
      double[] direction = direction(x.rowElements(), normal);
      sum += squared(projection(few, direction), projection(many, direction));
    }
    return sum / DIRECTIONS;
  }

  /** Of sorted values on a line, at the middles of the larger sample's n shares of mass. */
  private static double squared(double[] few, double[] many) {
    double sum = 0;
    for (int i = 0; i < many.length; i++) {
      double difference = many[i] - quantile(few, (i + 0.5) / many.length);
      sum += difference * difference;
    }
    return sum / many.length;
  }

  /** Linear between the middles of the values' shares, flat beyond the outermost: type 5 of Hyndman and Fan (1996); value i at (i + 1/2) / n. */
  private static double quantile(double[] sorted, double p) {
    double position = Math.max(0, Math.min(sorted.length - 1, p * sorted.length - 0.5));
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static double[] direction(int dimension, ContinuousSampler normal) {
    double[] direction = new double[dimension];
    Arrays.setAll(direction, k -> normal.sample());
    double norm = Math.sqrt(Arrays.stream(direction).map(value -> value * value).sum());
    return Arrays.stream(direction).map(value -> value / norm).toArray();
  }

  private static double[] projection(FloatArray points, double[] direction) {
    double[] projected = new double[points.rows()];
    for (int i = 0; i < projected.length; i++) {
      for (int k = 0; k < direction.length; k++) {
        projected[i] += direction[k] * points.values()[i * direction.length + k];
      }
    }
    Arrays.sort(projected);
    return projected;
  }
}
