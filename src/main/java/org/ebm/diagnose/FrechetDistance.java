package org.ebm.diagnose;

import org.ebm.base.FloatArray;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Frechet distance of the normal laws with the moments of two sets of features: |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)). Biased upwards, the more the fewer rows there are. Source: Heusel, Ramsauer,
 * Unterthiner, Nessler and Hochreiter (2017), NeurIPS.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /** Of rows of as many columns, more than one each. */
  public static double of(FloatArray a, FloatArray b) {
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    double distance = 0;
    for (int i = 0; i < meanA.length; i++) {
      distance += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
    }
    RealMatrix ca = covariance(a, meanA);
    RealMatrix cb = covariance(b, meanB);
    RealMatrix root = root(ca);
    // (C1 C2)^(1/2) has the trace of the symmetric (C1^(1/2) C2 C1^(1/2))^(1/2)
    RealMatrix product = root.multiply(cb).multiply(root);
    double crossed = 0;
    for (double eigenvalue : eigen(product).getEigenvalues()) {
      // below 0 by rounding alone
      crossed += Math.sqrt(Math.max(0, eigenvalue));
    }
    return distance + ca.getTrace() + cb.getTrace() - 2 * crossed;
  }

  private static double[] mean(FloatArray rows) {
    double[] mean = new double[rows.rowElements()];
    for (int i = 0; i < rows.values().length; i++) {
      mean[i % mean.length] += rows.values()[i] / (double) rows.rows();
    }
    return mean;
  }

  private static RealMatrix covariance(FloatArray rows, double[] mean) {
    int d = mean.length;
    double[][] sums = new double[d][d];
    double[] off = new double[d];
    for (int row = 0; row < rows.rows(); row++) {
      for (int i = 0; i < d; i++) {
        off[i] = rows.values()[row * d + i] - mean[i];
      }
      for (int i = 0; i < d; i++) {
        double[] line = sums[i];
        double factor = off[i] / (rows.rows() - 1);
        for (int j = 0; j <= i; j++) {
          line[j] += factor * off[j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        sums[j][i] = sums[i][j];
      }
    }
    return new Array2DRowRealMatrix(sums, false);
  }

  private static RealMatrix root(RealMatrix symmetric) {
    EigenDecompositionSymmetric eigen = eigen(symmetric);
    RealMatrix vectors = eigen.getV();
    RealMatrix scaled = vectors.copy();
    for (int column = 0; column < scaled.getColumnDimension(); column++) {
      double root = Math.sqrt(Math.max(0, eigen.getEigenvalue(column)));
      for (int row = 0; row < scaled.getRowDimension(); row++) {
        scaled.multiplyEntry(row, column, root);
      }
    }
    return scaled.multiplyTransposed(vectors);
  }

  /** Of a matrix that is symmetric up to rounding, as a product of three is. */
  private static EigenDecompositionSymmetric eigen(RealMatrix matrix) {
    return new EigenDecompositionSymmetric(matrix.add(matrix.transpose()).scalarMultiply(0.5));
  }
}
