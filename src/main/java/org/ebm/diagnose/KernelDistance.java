package org.ebm.diagnose;

import org.ebm.base.FloatArray;

/**
 * Squared maximum mean discrepancy of features with the kernel (x'y / D + 1)^3, unbiased, so that it may be negative: the mean over disjoint blocks of rows, whose scatter gives its standard error. Source:
 * Binkowski, Sutherland, Arbel and Gretton (2018), ICLR (kernel inception distance).
 *
 * @param error standard error
 */
public record KernelDistance(double squared, double error) {
  private static final int MOST_BLOCKS = 50;
  private static final int LEAST_BLOCKS = 10;
  private static final int LEAST_ROWS = 2;
  private static final int USUAL_ROWS = 100;

  /** Fewest rows of each that it can be told from. */
  public static final int LEAST = LEAST_BLOCKS * LEAST_ROWS;

  /** @param b as many rows as a; what is left over after the last whole block is not used */
  public static KernelDistance of(FloatArray a, FloatArray b) {
    int n = Math.min(a.rows(), b.rows());
    int blocks = Math.max(LEAST_BLOCKS, Math.min(MOST_BLOCKS, n / USUAL_ROWS));
    int rows = n / blocks;
    double mean = 0;
    double squares = 0;
    for (int block = 0; block < blocks; block++) {
      double value = ofBlock(a, b, block * rows, rows);
      mean += value / blocks;
      squares += value * value / blocks;
    }
    double variance = Math.max(0, squares - mean * mean) * blocks / (blocks - 1);
    return new KernelDistance(mean, Math.sqrt(variance / blocks));
  }

  private static double ofBlock(FloatArray a, FloatArray b, int from, int rows) {
    double within = 0;
    double between = 0;
    for (int i = from; i < from + rows; i++) {
      for (int j = from; j < from + rows; j++) {
        between += kernel(a, i, b, j);
        if (i != j) {
          within += kernel(a, i, a, j) + kernel(b, i, b, j);
        }
      }
    }
    return within / rows / (rows - 1) - 2 * between / rows / rows;
  }

  private static double kernel(FloatArray a, int i, FloatArray b, int j) {
    int width = a.rowElements();
    double product = 0;
    for (int k = 0; k < width; k++) {
      product += (double) a.values()[i * width + k] * b.values()[j * width + k];
    }
    double base = product / width + 1;
    return base * base * base;
  }
}
