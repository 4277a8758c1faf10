package org.ebm.energy;

import java.util.Arrays;
import org.ebm.base.ConfigException;

/** Couplings from patterns, the rows of X. */
final class PatternMatrix {
  private PatternMatrix() {}

  /** scale A' B without its diagonal, for A' B symmetric. */
  static float[][] product(double[][] a, double[][] b, double scale) {
    int units = a[0].length;
    float[][] matrix = new float[units][units];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
          sum += a[k][i] * b[k][j];
        }
        matrix[i][j] = (float) (scale * sum);
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  /** (X X')^-1 X, by Gauss-Jordan elimination with pivots. */
  static double[][] duals(double[][] x) {
    int n = x.length;
    int width = x[0].length;
    double[][] rows = new double[n][n + width];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < width; k++) {
          rows[i][j] += x[i][k] * x[j][k] / width;
        }
      }
      for (int k = 0; k < width; k++) {
        rows[i][n + k] = x[i][k] / width;
      }
    }
    for (int column = 0; column < n; column++) {
      pivot(rows, column);
    }
    double[][] duals = new double[n][];
    for (int i = 0; i < n; i++) {
      duals[i] = Arrays.copyOfRange(rows[i], n, n + width);
    }
    return duals;
  }

  private static void pivot(double[][] rows, int column) {
    int best = column;
    for (int row = column; row < rows.length; row++) {
      best = Math.abs(rows[row][column]) > Math.abs(rows[best][column]) ? row : best;
    }
    if (Math.abs(rows[best][column]) < 1e-9) {
      throw new ConfigException(
          "energy.hopfield.patterns",
          "pattern " + column
              + " (counted from 0) or a later one is a combination of the others, so there is no pseudo-inverse; remove repeated patterns, or choose the rule hebb or dense");
    }
    double[] swapped = rows[best];
    rows[best] = rows[column];
    rows[column] = swapped;
    double first = swapped[column];
    for (int k = 0; k < swapped.length; k++) {
      swapped[k] /= first;
    }
    for (int row = 0; row < rows.length; row++) {
      double factor = row == column ? 0 : rows[row][column];
      for (int k = 0; factor != 0 && k < swapped.length; k++) {
        rows[row][k] -= factor * swapped[k];
      }
    }
  }
}
