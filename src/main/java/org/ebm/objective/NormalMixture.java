package org.ebm.objective;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.LogSum;
import org.ebm.script.Method;
import org.hipparchus.distribution.multivariate.MixtureMultivariateNormalDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.Covariance;
import org.hipparchus.stat.fitting.MultivariateNormalMixtureExpectationMaximization;

/**
 * p(x) = sum_k w_k N(x; mu_k, S_k), S_k = L_k L_k', as arrays for a program.
 *
 * @param mean mu, (K, d)
 * @param factor L, lower triangular, (K, d, d)
 * @param whitening the inverse of L, (K, d, d)
 * @param logScale log w_k - log det L_k - (d / 2) log 2 pi, (K): the log density of each law at its own mean, with its weight
 * @param weight w, (K)
 */
record NormalMixture(
    FloatArray mean,
    FloatArray factor,
    FloatArray whitening,
    FloatArray logScale,
    FloatArray weight) {
  /** Added to every variance: data may be constant in a direction, and then have no density. */
  private static final double JITTER = 1e-6;

  /** One normal law with the moments of the rows. */
  static NormalMixture ofMoments(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      Arrays.setAll(mean, i -> mean[i] + row[i] / rows.length);
    }
    return of(List.of(new Part(1, mean, new Covariance(rows).getCovarianceMatrix())));
  }

  /** Several, by expectation-maximization. */
  static NormalMixture ofModes(double[][] rows, int components) {
    var fit = new MultivariateNormalMixtureExpectationMaximization(rows);
    MixtureMultivariateNormalDistribution first =
        MultivariateNormalMixtureExpectationMaximization.estimate(rows, components);
    fit.fit(first);
    return of(fit.getFittedModel().getComponents().stream()
        .map(part -> new Part(
            part.getFirst(), part.getSecond().getMeans(), part.getSecond().getCovariances()))
        .toList());
  }

  /** One normal law and its share. */
  record Part(double weight, double[] mean, RealMatrix covariance) {}

  static NormalMixture of(List<Part> laws) {
    int d = laws.get(0).mean().length;
    int k = laws.size();
    float[] means = new float[k * d];
    float[] factors = new float[k * d * d];
    float[] whitenings = new float[k * d * d];
    float[] scales = new float[k];
    float[] weights = new float[k];
    for (int i = 0; i < k; i++) {
      Part law = laws.get(i);
      RealMatrix covariance =
          law.covariance().add(MatrixUtils.createRealIdentityMatrix(d).scalarMultiply(JITTER));
      RealMatrix lower = new CholeskyDecomposition(covariance).getL();

      RealMatrix inverse = MatrixUtils.inverse(lower);
      put(new Array2DRowRealMatrix(law.mean()).transpose(), means, i);
      put(lower, factors, i);
      put(inverse, whitenings, i);
      double logDeterminant = 0;
      for (int j = 0; j < d; j++) {
        logDeterminant += Math.log(lower.getEntry(j, j));
      }
      weights[i] = (float) law.weight();
      scales[i] =
          (float) (Math.log(law.weight()) - logDeterminant - d / 2.0 * Math.log(2 * Math.PI));
    }
    return new NormalMixture(
        new FloatArray(new int[] {k, d}, means),
        new FloatArray(new int[] {k, d, d}, factors),
        new FloatArray(new int[] {k, d, d}, whitenings),
        FloatArray.of(scales),
        FloatArray.of(weights));
  }

  private static void put(RealMatrix matrix, float[] into, int index) {
    int size = matrix.getRowDimension() * matrix.getColumnDimension();
    for (int i = 0; i < size; i++) {
      into[index * size + i] =
          (float) matrix.getEntry(i / matrix.getColumnDimension(), i % matrix.getColumnDimension());
    }
  }

  /** Draws on the host, (n, d). */
  FloatArray draw(int n, UniformRandomProvider source) {
    int d = mean.rowElements();
    FloatArray draws = new FloatArray(new int[] {n, d}, new float[n * d]);
    SharedStateDiscreteSampler which = AliasMethodDiscreteSampler.of(source, shares());
    var normal = ZigguratSampler.NormalizedGaussian.of(source);
    double[] z = new double[d];
    for (int i = 0; i < n; i++) {
      int k = which.sample();
      Arrays.setAll(z, j -> normal.sample());
      for (int row = 0; row < d; row++) {
        double x = mean.values()[k * d + row];
        for (int column = 0; column <= row; column++) {
          x += factor.values()[(k * d + row) * d + column] * z[column];
        }
        draws.values()[i * d + row] = (float) x;
      }
    }
    return draws;
  }

  private double[] shares() {
    double[] shares = new double[weight.values().length];
    Arrays.setAll(shares, k -> weight.values()[k]);
    return shares;
  }

  /** log p of points (n, d), in nats, on the host. */
  double[] logDensity(FloatArray points) {
    double[] densities = new double[points.rows()];
    Arrays.setAll(densities, i -> {
      double[] terms = new double[weight.values().length];
      Arrays.setAll(terms, k -> logTerm(points.values(), i, k));
      return LogSum.of(terms);
    });
    return densities;
  }

  private double logTerm(float[] points, int i, int k) {
    int d = mean.rowElements();
    double squares = 0;
    for (int row = 0; row < d; row++) {
      double white = 0;
      for (int column = 0; column <= row; column++) {
        white += (double) whitening.values()[(k * d + row) * d + column]
            * (points[i * d + column] - mean.values()[k * d + column]);
      }
      squares += white * white;
    }
    return logScale.values()[k] - squares / 2;
  }

  /** By the names under which {@link #methods} find them. */
  Map<String, FloatArray> arrays() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("mean", mean);
    arrays.put("factor", factor);
    arrays.put("whitening", whitening);
    arrays.put("log_scale", logScale);
    arrays.put("weight", weight);
    return arrays;
  }

  /** {@code log_density} and {@code draw} of a {@link NoiseLaw}, their names after a prefix. */
  static List<Method> methods(String prefix) {
    return List.of(
        Method.of(prefix + NoiseLaw.LOG_DENSITY, """
        offset = torch.sub(torch.unsqueeze(x, 0), torch.unsqueeze(self.mean, 1))
        white = torch.bmm(offset, torch.transpose(self.whitening, 1, 2))
        terms = torch.sub(torch.unsqueeze(self.log_scale, 1), torch.mul(torch.sum(torch.pow(white, 2), [2]), 0.5))
        return torch.logsumexp(terms, [0])"""), Method.of(prefix + NoiseLaw.DRAW, """
        chosen = torch.multinomial(self.weight, n, True, generator=generator)
        z = torch.randn([n, torch.size(self.mean, 1), 1], generator=generator, dtype=6, device=self.mean.device)
        spread = torch.squeeze(torch.bmm(torch.index_select(self.factor, 0, chosen), z), 2)
        return torch.add(torch.index_select(self.mean, 0, chosen), spread)"""));
  }
}
