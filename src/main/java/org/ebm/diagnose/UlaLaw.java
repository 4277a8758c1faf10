package org.ebm.diagnose;

import java.util.Optional;

/**
 * What maximum likelihood with unadjusted Langevin chains converges to around an isotropic Gaussian mode: the chains' law matches the data and the
 * energy is too steep for it. On U = k |x|^2 / 2 the chain x' = x - (eps^2 / 2) grad U + eps z has variance 1 / (k (1 - eps^2 k / 4)) per coordinate;
 * setting that to the data's s^2 gives k = (2 / eps^2) (1 - sqrt(1 - eps^2 / s^2)).
 *
 * @param curvature k of the learned energy
 * @param modelVariance 1 / k, of exp(-U) per coordinate, below s^2
 * @param displacement mean of |(eps^2 / 2) grad U| over stationary chains, data units
 * @param klFloor KL(data || exp(-U)) in nats, which no training removes
 */
public record UlaLaw(double curvature, double modelVariance, double displacement, double klFloor) {

  /**
   * The law for data of one width; empty if eps &gt; s: then no energy gives chains as narrow as the data, and gradients grow without bound.
   *
   * @param stepSize eps, &gt; 0
   * @param dataSd s per coordinate, with the data noise
   * @param dimension d, &gt;= 1
   */
  public static Optional<UlaLaw> of(double stepSize, double dataSd, int dimension) {
    if (!(stepSize <= dataSd)) {
      return Optional.empty();
    }
    double share = 1 - Math.sqrt(1 - stepSize * stepSize / (dataSd * dataSd));
    double curvature = 2 * share / (stepSize * stepSize);
    double steepness = curvature * dataSd * dataSd;
    return Optional.of(new UlaLaw(
        curvature,
        1 / curvature,
        share * dataSd * meanNorm(dimension),
        dimension * (steepness - 1 - Math.log(steepness)) / 2));
  }

  /** eps sqrt(d): the displacement at eps = s, above which no Gaussian data put stationary chains. */
  public static double displacementBound(double stepSize, int dimension) {
    return stepSize * Math.sqrt(dimension);
  }

  /** E|z| for z standard normal in d dimensions, sqrt(2) Gamma((d+1)/2) / Gamma(d/2), by steps of two dimensions: a factor (d+1)/d each. */
  private static double meanNorm(int dimension) {
    double norm = dimension % 2 == 0 ? Math.sqrt(Math.PI / 2) : Math.sqrt(2 / Math.PI);
    for (int d = 2 - dimension % 2; d < dimension; d += 2) {
      norm *= (d + 1.0) / d;
    }
    return norm;
  }
}
