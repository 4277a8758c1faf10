package org.ebm.diagnose;

import java.util.Arrays;

/**
 * How much of where chains end is decided by where they were before: the largest correlation between any function of the cell before and any of the cell after, found on one half of
 * the chains and measured on the other, both ways. 1 if some chains can never leave their basin, 0 after mixing. It is the second eigenvalue of the chain's moves between cells.
 *
 * @param value scatters around 0 after mixing
 * @param interval 95 %, Fisher's
 */
record Memory(double value, Interval interval) {
  private static final double NORMAL_975 = 1.959964;
  private static final int ROUNDS = 60;

  /** @param before cell of each chain, 0 to k - 1; row by row with {@code after} */
  static Memory of(int[] before, int[] after, int k) {
    double even = measured(before, after, k, 0);
    double odd = measured(before, after, k, 1);
    double value = (even + odd) / 2;
    double half = NORMAL_975 / Math.sqrt(Math.max(1, before.length - 3));
    double z = atanh(Math.max(-0.999999, Math.min(0.999999, value)));
    return new Memory(value, new Interval(Math.tanh(z - half), Math.tanh(z + half)));
  }

  private static double atanh(double r) {
    return 0.5 * Math.log((1 + r) / (1 - r));
  }

  /** Functions from the chains of one parity, correlated over the others. */
  private static double measured(int[] before, int[] after, int k, int parity) {
    double[][] joint = new double[k][k];
    for (int i = parity; i < before.length; i += 2) {
      joint[before[i]][after[i]]++;
    }
    double[] f = new double[k];
    double[] g = new double[k];
    // not a symmetric start, which could be orthogonal to the slowest function
    Arrays.setAll(g, cell -> Math.sin(cell + 1.0));
    for (int round = 0; round < ROUNDS; round++) {
      f = standardised(means(joint, g), marginal(before, k, parity));
      g = standardised(means(transposed(joint), f), marginal(after, k, parity));
    }
    return correlation(before, after, f, g, 1 - parity);
  }

  private static double[] means(double[][] joint, double[] g) {
    double[] f = new double[g.length];
    for (int cell = 0; cell < f.length; cell++) {
      double weight = Arrays.stream(joint[cell]).sum();
      for (int other = 0; other < f.length && weight > 0; other++) {
        f[cell] += joint[cell][other] * g[other] / weight;
      }
    }
    return f;
  }

  private static double[] standardised(double[] f, double[] weights) {
    double total = Arrays.stream(weights).sum();
    double mean = 0;
    for (int cell = 0; cell < f.length; cell++) {
      mean += weights[cell] * f[cell] / total;
    }
    double square = 0;
    for (int cell = 0; cell < f.length; cell++) {
      square += weights[cell] * (f[cell] - mean) * (f[cell] - mean) / total;
    }
    double sd = Math.sqrt(square);
    double shift = mean;
    return Arrays.stream(f).map(value -> sd > 0 ? (value - shift) / sd : 0).toArray();
  }

  private static double[] marginal(int[] cells, int k, int parity) {
    double[] counts = new double[k];
    for (int i = parity; i < cells.length; i += 2) {
      counts[cells[i]]++;
    }
    return counts;
  }

  private static double correlation(int[] before, int[] after, double[] f, double[] g, int parity) {
    int n = (before.length - parity + 1) / 2;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = f[before[2 * i + parity]];
      y[i] = g[after[2 * i + parity]];
    }
    double xy = covariance(x, y);
    double scale = Math.sqrt(covariance(x, x) * covariance(y, y));
    return scale > 0 ? xy / scale : 0;
  }

  private static double covariance(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - meanX) * (y[i] - meanY);
    }
    return sum / x.length;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }
}
