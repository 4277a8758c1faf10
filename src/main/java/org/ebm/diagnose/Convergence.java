package org.ebm.diagnose;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Whether several chains of one scalar agree with each other and how many independent draws they are worth. Rank-normalised and split, so heavy tails
 * and slow drifts count too. Source: Vehtari, Gelman, Simpson, Carpenter, Buerkner (2021), Rank-normalization, folding, and localization: an improved
 * R-hat, Bayesian Analysis 16(2).
 *
 * @param rHat the larger of bulk and tail R-hat, about 1 when chains agree; NaN for chains that stand still, which have no spread to compare with that between them
 * @param essBulk effective sample size for the centre of the distribution; NaN for chains that stand still
 * @param essTail the smaller effective sample size of the 5 % and 95 % quantiles; NaN where no chain crosses one of them
 */
public record Convergence(double rHat, double essBulk, double essTail) {
  public static final int FEWEST_DRAWS = 4;

  /**
   * Measures M chains of N draws each, M &gt;= 1 and N &gt;= {@value #FEWEST_DRAWS}. A NaN draw makes all three NaN.
   *
   * @param chains (M, N)
   */
  public static Convergence of(double[][] chains) {
    if (!isWhole(chains)) {
      return new Convergence(Double.NaN, Double.NaN, Double.NaN);
    }
    double[][] scores = Ranks.normalScores(split(chains));
    return new Convergence(
        rHat(chains, scores),
        EffectiveSampleSize.of(scores),
        Math.min(quantileEss(chains, 0.05), quantileEss(chains, 0.95)));
  }

  /** Whether the draws of all chains are the same in each half of a chain; such chains have no R-hat. */
  public static boolean standStill(double[][] chains) {
    return Arrays.stream(split(chains)).allMatch(half -> isConstant(new double[][] {half}));
  }

  /** R-hat alone, without the effective sizes, which cost more. */
  public static double rHat(double[][] chains) {
    return isWhole(chains) ? rHat(chains, Ranks.normalScores(split(chains))) : Double.NaN;
  }

  private static double rHat(double[][] chains, double[][] scores) {
    return standStill(chains) ? Double.NaN : Math.max(splitRHat(scores), tailRHat(split(chains)));
  }

  /** Whether all draws are numbers; refuses chains that are too short or of unlike length. */
  private static boolean isWhole(double[][] chains) {
    if (chains.length == 0 || chains[0].length < FEWEST_DRAWS) {
      throw new IllegalArgumentException(
          "R-hat needs a chain of at least " + FEWEST_DRAWS + " draws");
    }
    for (double[] chain : chains) {
      if (chain.length != chains[0].length) {
        throw new IllegalArgumentException(
            "chains of " + chains[0].length + " and " + chain.length + " draws");
      }
      if (Arrays.stream(chain).anyMatch(Double::isNaN)) {
        return false;
      }
    }
    return true;
  }

  /** Of all chains together at lags 0, 1, 2, ..., with the spread between chains in it, so that chains that disagree never forget; no number for chains that stand still. */
  public static double[] autocorrelation(double[][] chains) {
    return EffectiveSampleSize.autocorrelation(chains);
  }

  /** R-hat of the distance to the median; 0 if that is the same everywhere, when only the bulk can tell. */
  private static double tailRHat(double[][] halves) {
    double median = Ranks.quantile(Ranks.sorted(halves), 0.5);
    double[][] folded = map(halves, value -> Math.abs(value - median));
    return isConstant(folded) && !isConstant(halves) ? 0 : splitRHat(Ranks.normalScores(folded));
  }

  private static double quantileEss(double[][] chains, double p) {
    double quantile = Ranks.quantile(Ranks.sorted(chains), p);
    return EffectiveSampleSize.of(split(map(chains, value -> value <= quantile ? 1 : 0)));
  }

  /** sqrt((B/W + n - 1) / n), with B/n the variance of the chains' means and W the mean of their variances. */
  private static double splitRHat(double[][] halves) {
    int n = halves[0].length;
    double within =
        Arrays.stream(halves).mapToDouble(Convergence::variance).average().orElseThrow();
    return Math.sqrt((n * varianceOfMeans(halves) / within + n - 1) / n);
  }

  /** Every chain cut into its first and last half; the middle draw of an odd number is dropped. */
  private static double[][] split(double[][] chains) {
    int n = chains[0].length;
    double[][] halves = new double[2 * chains.length][];
    for (int m = 0; m < chains.length; m++) {
      halves[2 * m] = Arrays.copyOfRange(chains[m], 0, n / 2);
      halves[2 * m + 1] = Arrays.copyOfRange(chains[m], n - n / 2, n);
    }
    return halves;
  }

  static boolean isConstant(double[][] chains) {
    return Arrays.stream(chains)
        .allMatch(chain -> Arrays.stream(chain).allMatch(value -> value == chains[0][0]));
  }

  static double varianceOfMeans(double[][] chains) {
    return variance(Arrays.stream(chains)
        .mapToDouble(chain -> Arrays.stream(chain).average().orElseThrow())
        .toArray());
  }

  /** Exactly 0 for equal numbers, whose mean may be off by a rounding error. */
  private static double variance(double[] x) {
    double[] beyond = Arrays.stream(x).map(value -> value - x[0]).toArray();
    double mean = Arrays.stream(beyond).average().orElseThrow();
    return Arrays.stream(beyond).map(value -> (value - mean) * (value - mean)).sum()
        / (x.length - 1);
  }

  private static double[][] map(double[][] chains, DoubleUnaryOperator f) {
    return Arrays.stream(chains)
        .map(chain -> Arrays.stream(chain).map(f).toArray())
        .toArray(double[][]::new);
  }
}
