package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.ebm.base.LogSum;
import org.ebm.base.RandomKey;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Expectation-maximization for normal laws that never become singular: means begin at examples far from each other (k-means++, Arthur and Vassilvitskii 2007), each variance keeps
 * {@value #RIDGE} of the data's own, and a law that is left with fewer examples than it has numbers is dropped. Densities are logarithms, so that many dimensions do not
 * underflow, for which the library's fit has no answer.
 */
final class MixtureFit {
  private static final int ITERATIONS = 40;
  private static final double RIDGE = 1e-3;
  /** The library's default; its least pivot, 1e-10, would refuse data that are measured in small numbers. */
  private static final double SYMMETRIC = CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD;

  private final double[][] rows;
  private final double[] ridge;

  private MixtureFit(double[][] rows) {
    this.rows = rows;
    this.ridge =
        Arrays.stream(variances(rows)).map(v -> RIDGE * v + Double.MIN_NORMAL).toArray();
  }

  /** One law while it is fitted. */
  private record Law(double weight, double[] mean, RealMatrix covariance) {
    /** log w N(x; mean, covariance) of each row, without the constant that all laws share. */
    double[] logTerms(double[][] rows) {
      RealMatrix lower = new CholeskyDecomposition(covariance, SYMMETRIC, 0).getL();
      double[][] whitening = MatrixUtils.inverse(lower).getData();
      int d = mean.length;
      double scale = Math.log(weight);
      for (int j = 0; j < d; j++) {
        scale -= Math.log(lower.getEntry(j, j));
      }
      double[] terms = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        double squares = 0;
        for (int j = 0; j < d; j++) {
          double white = 0;
          for (int k = 0; k <= j; k++) {
            white += whitening[j][k] * (rows[i][k] - mean[k]);
          }
          squares += white * white;
        }
        terms[i] = scale - squares / 2;
      }
      return terms;
    }
  }

  /**
   * Fits so many laws, or fewer.
   *
   * @param rows examples, one a row
   * @param key of the seeds
   */
  static NormalMixture of(double[][] rows, int components, RandomKey key) {
    MixtureFit fit = new MixtureFit(rows);
    List<Law> laws = fit.seeds(components, key.generator());
    for (int i = 0; i < ITERATIONS; i++) {
      laws = fit.maximized(laws);
    }
    return NormalMixture.of(laws.stream()
        .map(law -> new NormalMixture.Part(law.weight, law.mean, law.covariance))
        .toList());
  }

  private List<Law> seeds(int components, UniformRandomProvider source) {
    double[] variance = variances(rows);
    int d = variance.length;
    double shrink = Math.pow(components, -2.0 / d);
    double[][] covariance = new double[d][d];
    for (int j = 0; j < d; j++) {
      covariance[j][j] = variance[j] * shrink + ridge[j];
    }
    List<Law> laws = new ArrayList<>();
    double[] nearest = new double[rows.length];
    Arrays.fill(nearest, 1);
    while (laws.size() < components && Arrays.stream(nearest).sum() > 0) {
      double[] mean = rows[AliasMethodDiscreteSampler.of(source, nearest).sample()].clone();
      boolean first = laws.isEmpty();
      for (int i = 0; i < rows.length; i++) {
        double squares = 0;
        for (int j = 0; j < d; j++) {
          squares += (rows[i][j] - mean[j]) * (rows[i][j] - mean[j]) / (variance[j] + ridge[j]);
        }
        nearest[i] = first ? squares : Math.min(nearest[i], squares);
      }
      laws.add(new Law(1.0 / components, mean, new Array2DRowRealMatrix(covariance)));
    }
    return laws;
  }

  private List<Law> maximized(List<Law> laws) {
    double[][] terms = laws.stream().map(law -> law.logTerms(rows)).toArray(double[][]::new);
    int k = laws.size();
    double[] of = new double[k];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < k; j++) {
        of[j] = terms[j][i];
      }
      double all = LogSum.of(of);
      for (int j = 0; j < k; j++) {
        terms[j][i] = Math.exp(terms[j][i] - all);
      }
    }
    List<Law> better = new ArrayList<>();
    for (double[] shares : terms) {
      if (Arrays.stream(shares).sum() > ridge.length) {
        better.add(moments(shares));
      }
    }
    double sum = better.stream().mapToDouble(Law::weight).sum();
    return better.stream()
        .map(law -> new Law(law.weight / sum, law.mean, law.covariance))
        .toList();
  }

  private Law moments(double[] shares) {
    int d = ridge.length;
    double sum = Arrays.stream(shares).sum();
    double[] mean = new double[d];
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += shares[i] * rows[i][j] / sum;
      }
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l <= j; l++) {
          covariance[j][l] += shares[i] * (rows[i][j] - mean[j]) * (rows[i][l] - mean[l]) / sum;
        }
      }
    }
    for (int j = 0; j < d; j++) {
      covariance[j][j] += ridge[j];
      for (int l = 0; l < j; l++) {
        covariance[l][j] = covariance[j][l];
      }
    }
    return new Law(sum, mean, new Array2DRowRealMatrix(covariance, false));
  }

  private static double[] variances(double[][] rows) {
    int d = rows[0].length;
    double[] mean = new double[d];
    double[] variance = new double[d];
    for (double[] row : rows) {
      Arrays.setAll(mean, j -> mean[j] + row[j] / rows.length);
    }
    for (double[] row : rows) {
      Arrays.setAll(
          variance, j -> variance[j] + (row[j] - mean[j]) * (row[j] - mean[j]) / rows.length);
    }
    return variance;
  }
}
