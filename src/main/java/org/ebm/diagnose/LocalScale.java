package org.ebm.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * How wide data are along their most constrained direction: the length that eps has to stay below (Nijkamp et al. 2020, appendix).
 *
 * <p>Around an example, neighbours are weighed by a normal kernel of width h. Where log q is near a quadratic of curvature 1 / s^2, the weighed covariance has 1 / lambda = 1 / s^2 +
 * 1 / h^2 along that direction (Tweedie's formula of second order), so s is found although the kernel is not small beside it. h is as wide as it takes to weigh {@value
 * #NEIGHBOURS} d examples, {@value #FEWEST_NEIGHBOURS} at least: fewer, and the smallest eigenvalue is small by chance.
 *
 * @param narrowest s of the quarter of places where it is smallest begins here
 * @param median s of half of the places is smaller
 * @param score root of the mean of |grad log q|^2, which is the mean over places of the sum of 1 / s^2 over all directions: what the energy's gradient is to become
 * @param places at which it was measured
 */
public record LocalScale(double narrowest, double median, double score, int places) {
  private static final int NEIGHBOURS = 40;

  private static final int FEWEST_NEIGHBOURS = 120;
  /** Of the examples that a kernel may weigh at most, so that it stays local. */
  private static final double MOST_NEIGHBOURS = 0.25;

  private static final int PLACES = 200;
  private static final int EXAMPLES = 5000;
  private static final int HALVINGS = 40;

  /**
   * Measures points (n, d) whose coordinates are of one size, n &gt;= 2. A place without any spread along some direction has scale 0.
   *
   * @param key of the places
   */
  public static LocalScale of(FloatArray points, RandomKey key) {
    UniformRandomProvider source = key.generator();
    int[] order = IntStream.range(0, points.rows()).toArray();
    PermutationSampler.shuffle(source, order);
    double[][] some =
        Arrays.stream(order).limit(EXAMPLES).mapToObj(i -> row(points, i)).toArray(double[][]::new);
    int d = points.rowElements();
    double neighbours = Math.max(
        2,
        Math.min(
            Math.max(FEWEST_NEIGHBOURS, (double) NEIGHBOURS * d), MOST_NEIGHBOURS * some.length));
    double[] alike = new double[some.length];
    Arrays.fill(alike, 1.0 / some.length);
    double[] widest = eigenvalues(covariance(some, alike));
    double[][] curvatures = IntStream.range(0, Math.min(PLACES, some.length))
        .parallel()
        .mapToObj(i -> curvatures(some, i, neighbours, widest))
        .toArray(double[][]::new);
    double[] scales = Arrays.stream(curvatures)
        .mapToDouble(each -> 1 / Math.sqrt(Arrays.stream(each).max().orElseThrow()))
        .sorted()
        .toArray();
    double score = Math.sqrt(Arrays.stream(curvatures)
        .mapToDouble(each -> Arrays.stream(each).sum())
        .average()
        .orElseThrow());
    return new LocalScale(
        Ranks.quantile(scales, 0.25), Ranks.quantile(scales, 0.5), score, scales.length);
  }

  private static double[] row(FloatArray points, int i) {
    int d = points.rowElements();
    double[] row = new double[d];
    for (int k = 0; k < d; k++) {
      row[k] = points.values()[i * d + k];
    }
    return row;
  }

  /**
   * 1 / s^2 along each principal direction around a place.
   *
   * @param widest variances of all data together, which no place exceeds
   */
  private static double[] curvatures(
      double[][] points, int at, double neighbours, double[] widest) {
    double[] squares =
        Arrays.stream(points).mapToDouble(point -> distance2(point, points[at])).toArray();
    double width = width(squares, at, neighbours);
    double[] curvatures = curvatures(points, weights(squares, at, width), width, widest);
    double found = 1 / Math.sqrt(curvatures[0]);
    if (found >= width / 2) {
      return curvatures;
    }
    // a kernel much wider than what it found sees bends of a curve as width
    double narrower = Math.max(2 * found, width(squares, at, Math.min(neighbours, NEIGHBOURS)));
    return curvatures(points, weights(squares, at, narrower), narrower, widest);
  }

  /** 1 / s^2 in falling order. */
  private static double[] curvatures(
      double[][] points, double[] weights, double width, double[] widest) {
    double[] curvatures = eigenvalues(covariance(points, weights));
    for (int k = 0; k < curvatures.length; k++) {
      curvatures[k] = Math.max(1 / curvatures[k] - 1 / (width * width), 1 / widest[k]);
    }
    return curvatures;
  }

  /** The kernel's width at which so many examples are weighed, by bisection of its logarithm. */
  private static double width(double[] squares, int at, double neighbours) {
    double largest = Math.sqrt(Arrays.stream(squares).max().orElseThrow());
    double low = Math.log(largest) - 20;
    double high = Math.log(largest) + 5;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (count(weights(squares, at, Math.exp(middle))) < neighbours) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(high);
  }

  /** Sum 1; the place itself, which is no neighbour, has none. */
  private static double[] weights(double[] squares, int at, double width) {
    double[] weights = new double[squares.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i == at ? 0 : Math.exp(-squares[i] / (2 * width * width));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length && sum > 0; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** How many examples of one weight would be worth as much. */
  private static double count(double[] weights) {
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    return squares > 0 ? 1 / squares : 0;
  }

  private static double[][] covariance(double[][] points, double[] weights) {
    int d = points[0].length;
    double[] mean = new double[d];
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      squares += weights[i] * weights[i];
      for (int k = 0; k < d; k++) {
        mean[k] += weights[i] * points[i][k];
      }
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; weights[i] > 0 && k < d; k++) {
        for (int l = 0; l <= k; l++) {
          covariance[k][l] +=
              weights[i] * (points[i][k] - mean[k]) * (points[i][l] - mean[l]) / (1 - squares);
        }
      }
    }
    for (int k = 0; k < d; k++) {
      for (int l = 0; l < k; l++) {
        covariance[l][k] = covariance[k][l];
      }
    }
    return covariance;
  }

  /** In rising order, none below 0. */
  private static double[] eigenvalues(double[][] covariance) {
    return Arrays.stream(
            new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false))
                .getEigenvalues())
        .map(value -> Math.max(0, value))
        .sorted()
        .toArray();
  }

  private static double distance2(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }
}
