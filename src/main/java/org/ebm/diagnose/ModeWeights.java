package org.ebm.diagnose;

/**
 * How a density shares its mass among known modes, and how much of its distance from the true one that explains: score-based fits get shapes right
 * first and weights last.
 *
 * @param weights mass of the density nearest to each mode
 * @param trueWeights the same of the true density: the modes' fair shares
 * @param kl KL(trueWeights || weights), nats; Infinity if a mode is missing altogether
 * @param reweightedKl KL(q || p) after giving each mode of p its fair share, nats: what is left is shape; Infinity if a mode is missing altogether
 * @param withinModeSd standard deviation per coordinate of the density around the nearest mode
 */
public record ModeWeights(
    double[] weights, double[] trueWeights, double kl, double reweightedKl, double withinModeSd) {
  private static final double COVERED_SHARE = 0.2;

  /**
   * Of p against the true q, on the same grid. NaN in a density makes its numbers NaN.
   *
   * @param modes (x, y) each
   */
  public static ModeWeights of(GridDensity q, GridDensity p, double[][] modes) {
    double kl = kl(q.logModeWeights(modes), p.logModeWeights(modes));
    // KL(q || p) = KL of the weights + sum_k w_k KL(q in mode k || p in mode k), and only the first
    // term knows p's weights
    double left = kl == Double.POSITIVE_INFINITY ? kl : GridDensity.kl(q, p) - kl;
    return new ModeWeights(
        p.modeWeights(modes), q.modeWeights(modes), kl, left, p.withinModeSd(modes));
  }

  /** Number of modes that have at least a fifth of their fair share. */
  public int covered() {
    int covered = 0;
    for (int k = 0; k < weights.length; k++) {
      covered += weights[k] >= COVERED_SHARE * trueWeights[k] ? 1 : 0;
    }
    return covered;
  }

  private static double kl(double[] logTrue, double[] log) {
    double sum = 0;
    for (int k = 0; k < log.length; k++) {
      double weight = Math.exp(logTrue[k]);
      sum += weight == 0 ? 0 : weight * (logTrue[k] - log[k]);
    }
    return sum;
  }
}
