package org.ebm.diagnose;

import java.util.Arrays;

/**
 * Number of independent draws that would estimate a mean as well as M correlated chains of n draws: M n / tau, where tau sums the combined
 * autocorrelations by Geyer's initial monotone sequence; NaN for chains that never moved, as in Stan and posterior. At most M n log10(M n). Source: Vehtari et al. (2021), section 3.2.
 */
final class EffectiveSampleSize {
  /** The last lags, of a few products each, are left out, as in Stan and ArviZ; it shows where chains never forget. */
  private static final int UNUSED_LAGS = 3;

  private EffectiveSampleSize() {}

  static double of(double[][] chains) {
    double draws = (double) chains.length * chains[0].length;
    if (Arrays.stream(chains).allMatch(chain -> Convergence.isConstant(new double[][] {chain}))) {
      return Double.NaN;
    }
    double[] rho = autocorrelation(chains);
    double sum = 0;
    double pair = Double.POSITIVE_INFINITY;
    int lag = 0;
    while (lag + 1 < rho.length - UNUSED_LAGS && rho[lag] + rho[lag + 1] > 0) {
      pair = Math.min(pair, rho[lag] + rho[lag + 1]);
      sum += pair;
      lag += 2;
    }
    double tau = Math.max(-1 + 2 * sum + Math.max(0, rho[lag]), 1 / Math.log10(draws));
    return draws / tau;
  }

  /** 1 - (W - mean autocovariance(t)) / V, with W the variance within chains and V that of all draws, chain means included. */
  static double[] autocorrelation(double[][] chains) {
    int n = chains[0].length;
    double[] covariance = new double[n];
    for (double[] chain : chains) {
      double[] one = Fourier.autocovariance(chain);
      for (int t = 0; t < n; t++) {
        covariance[t] += one[t] / chains.length;
      }
    }
    double within = covariance[0] * n / (n - 1);
    double total = covariance[0] + Convergence.varianceOfMeans(chains);
    double[] rho = new double[n];
    for (int t = 1; t < n; t++) {
      rho[t] = 1 - (within - covariance[t]) / total;
    }
    rho[0] = 1;
    return rho;
  }
}
