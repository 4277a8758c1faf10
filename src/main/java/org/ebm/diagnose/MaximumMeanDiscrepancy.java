package org.ebm.diagnose;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/**
 * Whether two samples come from one distribution: mean kernel within each minus twice the mean kernel across. The kernel is the sum of exp(-r^2 / 2
 * l^2) over l = {@code bandwidth} times 1/2, 1 and 2. Unbiased, so it scatters around 0, and below it, for samples of one distribution. Source:
 * Gretton, Borgwardt, Rasch, Schoelkopf, Smola (2012), A Kernel Two-Sample Test, JMLR 13.
 *
 * @param squared the unbiased estimate of MMD^2
 * @param pValue share of relabelled samples at least as far apart, the observed one included
 * @param bandwidth median distance between points of both samples together; if that is 0 or not finite, the rest is NaN
 */
public record MaximumMeanDiscrepancy(double squared, double pValue, double bandwidth) {
  /** Points of both samples together: all pairs are held in memory, and every relabelling sums a quarter of them. */
  public static final int MOST_POINTS = 4000;

  /** MMD^2 of samples that no kernel sees together: twice the three kernels' value at 0. */
  public static final double LARGEST = 6;

  private static final int PERMUTATIONS = 500;
  private static final double[] WIDTHS = {0.5, 1, 2};

  /**
   * Compares x (m, ...) with y (n, ...). A NaN in a point makes all three NaN.
   *
   * @param key of the permutations
   * @throws IllegalArgumentException for more than {@value #MOST_POINTS} points together, or fewer than 2 in a sample
   */
  public static MaximumMeanDiscrepancy of(FloatArray x, FloatArray y, RandomKey key) {
    PointSets.requireComparable(x, y, 2);
    int points = x.rows() + y.rows();
    if (points > MOST_POINTS) {
      throw new IllegalArgumentException("maximum mean discrepancy: " + points
          + " points together, allowed " + MOST_POINTS
          + " (memory grows with the square); take fewer of each");
    }
    float[][] pairs = squaredDistances(x, y);
    double bandwidth = Math.sqrt(median(pairs));
    if (!(bandwidth > 0 && Double.isFinite(bandwidth))) {
      return new MaximumMeanDiscrepancy(Double.NaN, Double.NaN, bandwidth);
    }
    applyKernel(pairs, bandwidth);
    return test(pairs, x.rows(), bandwidth, key);
  }

  private static MaximumMeanDiscrepancy test(
      float[][] kernel, int m, double bandwidth, RandomKey key) {
    double[] rowSums = rowSums(kernel);
    int[] order = new int[kernel.length];
    Arrays.setAll(order, i -> i);
    double observed = squared(kernel, rowSums, order, m);
    UniformRandomProvider random = key.fold("permutations").generator();
    int atLeast = 1;
    for (int i = 0; i < PERMUTATIONS; i++) {
      shuffle(order, random);
      atLeast += squared(kernel, rowSums, order, m) >= observed ? 1 : 0;
    }
    return new MaximumMeanDiscrepancy(observed, atLeast / (PERMUTATIONS + 1.0), bandwidth);
  }

  /** The estimate with the first m points of the order as one sample. Only the pairs within it are summed: the rest follows from the rows' sums. */
  private static double squared(float[][] kernel, double[] rowSums, int[] order, int m) {
    int[] first = Arrays.copyOf(order, m);
    Arrays.sort(first);
    double within = 0;
    double rows = 0;
    for (int a = 0; a < m; a++) {
      rows += rowSums[first[a]];
      float[] row = kernel[first[a]];
      for (int b = 0; b < a; b++) {
        within += row[first[b]];
      }
    }
    double across = rows - 2 * within;
    double other = Arrays.stream(rowSums).sum() / 2 - within - across;
    double n = kernel.length - m;
    return 2 * within / (m * (m - 1.0)) + 2 * other / (n * (n - 1)) - 2 * across / (m * n);
  }

  /** Row i holds the points before i. */
  private static float[][] squaredDistances(FloatArray x, FloatArray y) {
    int size = x.rowElements();
    float[] all = Arrays.copyOf(x.values(), x.values().length + y.values().length);
    System.arraycopy(y.values(), 0, all, x.values().length, y.values().length);
    float[][] pairs = new float[x.rows() + y.rows()][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new float[i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          double difference = (double) all[i * size + k] - all[j * size + k];
          sum += difference * difference;
        }
        pairs[i][j] = (float) sum;
      }
    }
    return pairs;
  }

  /** NaN if a value is. */
  private static double median(float[][] pairs) {
    int n = pairs.length;
    float[] all = new float[n * (n - 1) / 2];
    for (int i = 1, position = 0; i < n; position += i, i++) {
      System.arraycopy(pairs[i], 0, all, position, i);
    }
    Arrays.sort(all);
    // a NaN is sorted last
    return Float.isNaN(all[all.length - 1]) ? Double.NaN : all[all.length / 2];
  }

  private static void applyKernel(float[][] pairs, double bandwidth) {
    for (float[] row : pairs) {
      for (int j = 0; j < row.length; j++) {
        double value = 0;
        for (double width : WIDTHS) {
          value += Math.exp(-row[j] / (2 * width * width * bandwidth * bandwidth));
        }
        row[j] = (float) value;
      }
    }
  }

  /** Sum over all other points, for each point. */
  private static double[] rowSums(float[][] kernel) {
    double[] sums = new double[kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      for (int j = 0; j < i; j++) {
        sums[i] += kernel[i][j];
        sums[j] += kernel[i][j];
      }
    }
    return sums;
  }

  private static void shuffle(int[] order, UniformRandomProvider random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
