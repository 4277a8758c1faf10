package org.ebm.diagnose;

import java.util.Arrays;

/**
 * How the energy gap d and the displacement r of successive updates depend on their past: flat for weak oscillation, negative at short lags for
 * strong oscillation. Looks at the last {@value #LONGEST_WINDOW} updates.
 *
 * <p>With n the window, d' = d / sqrt(sum d^2 / (n-1)), uncentred because a stable run has d about 0, and r' = (r - mean r) / sd r:
 * gapAutocorrelation(k) = sum_i d'(i+k) d'(i) / (n-1), displacementAutocorrelation(k) likewise with r', crossCorrelation(k) = sum_i d'(i+k) r'(i) /
 * (n-1), where k &gt; 0 means that d comes later than r. The divisor stays n-1 at every lag.
 *
 * <p>Source: Nijkamp, Hill, Han, Zhu, Wu (2020), On the Anatomy of MCMC-Based Maximum Likelihood Learning of Energy-Based Models, AAAI.
 *
 * @param window number of updates looked at, n
 * @param maxLag K = min({@value #LONGEST_LAG}, n-1), 0 if there are no updates
 * @param gapAutocorrelation K+1 values, lags 0..K; empty if d is constant
 * @param displacementAutocorrelation K+1 values, lags 0..K; empty if r is constant
 * @param crossCorrelation 2K+1 values, lags -K..K; empty if either is constant
 */
public record Oscillation(
    int window,
    int maxLag,
    double[] gapAutocorrelation,
    double[] displacementAutocorrelation,
    double[] crossCorrelation) {
  public static final int LONGEST_WINDOW = 2000;
  public static final int LONGEST_LAG = 15;
  /** With fewer updates no correlation below 0.4 can be told from chance. */
  public static final int FEWEST_UPDATES = 100;

  private static final int SHORT_LAGS = 5;
  private static final double STRONG = 0.25;
  private static final double STANDARD_ERRORS = 4;

  /** What the gap's autocorrelation amounts to. */
  public enum Strength {
    /** The gap of an update hardly depends on the ones before, or only by staying on one side: as expected of convergent learning. */
    WEAK("weak"),
    /** The gap swings back within a few updates: as in images with Adam or with a high rate. */
    STRONG("strong"),
    /** Too few updates, a gap that never changes, or one that is not a number. */
    NONE_MEASURABLE("none measurable");

    private final String text;

    Strength(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Correlations of the last updates; the two series have one value per update, oldest first. A NaN in a series makes its results NaN. */
  public static Oscillation of(double[] energyGap, double[] displacement) {
    int updates = energyGap.length;
    if (displacement.length != updates) {
      throw new IllegalArgumentException(
          updates + " energy gaps but " + displacement.length + " displacements");
    }
    int window = Math.min(LONGEST_WINDOW, updates);
    int maxLag = Math.max(0, Math.min(LONGEST_LAG, window - 1));
    double[] gap = scaled(Arrays.copyOfRange(energyGap, updates - window, updates), 0);
    double[] moved = Arrays.copyOfRange(displacement, updates - window, updates);
    moved = scaled(moved, Arrays.stream(moved).average().orElse(0));
    return new Oscillation(
        window,
        maxLag,
        correlations(gap, gap, 0, maxLag),
        correlations(moved, moved, 0, maxLag),
        correlations(gap, moved, -maxLag, maxLag));
  }

  /**
   * Strong if the gap's autocorrelation at any of the first {@value #SHORT_LAGS} lags is below -{@value #STRONG}, and by {@value #STANDARD_ERRORS}
   * standard errors, 1 / sqrt(n) each, below 0. The size is chosen from per-update gaps of our runs, whose lowest values are -0.04 and +0.07 on the
   * ring of eight, convergent and not, where oscillation is weak; on images -0.07 to -0.42 with SGD and persistent chains, -0.36 with Adam and noise
   * starts.
   */
  public Strength strength() {
    double lowest = Double.POSITIVE_INFINITY;
    for (int lag = 1; lag < Math.min(gapAutocorrelation.length, SHORT_LAGS + 1); lag++) {
      lowest = Math.min(lowest, gapAutocorrelation[lag]);
    }
    if (window < FEWEST_UPDATES || !Double.isFinite(lowest)) {
      return Strength.NONE_MEASURABLE;
    }
    return lowest < -Math.max(STRONG, STANDARD_ERRORS / Math.sqrt(window))
        ? Strength.STRONG
        : Strength.WEAK;
  }

  /** (x - centre) / sqrt(sum (x - centre)^2 / (n-1)); empty for a constant series. */
  private static double[] scaled(double[] x, double centre) {
    if (Arrays.stream(x).allMatch(value -> value == x[0])) {
      return new double[0];
    }
    double squares =
        Arrays.stream(x).map(value -> (value - centre) * (value - centre)).sum();
    double scale = Math.sqrt(squares / (x.length - 1));
    return Arrays.stream(x).map(value -> (value - centre) / scale).toArray();
  }

  /** sum_i later(i+k) earlier(i) / (n-1) for each lag k from..to; empty if a series is. */
  private static double[] correlations(double[] later, double[] earlier, int from, int to) {
    int n = later.length;
    if (n == 0 || earlier.length == 0) {
      return new double[0];
    }
    double[] result = new double[to - from + 1];
    for (int lag = from; lag <= to; lag++) {
      double sum = 0;
      for (int i = Math.max(0, -lag); i < Math.min(n, n - lag); i++) {
        sum += later[i + lag] * earlier[i];
      }
      result[lag - from] = sum / (n - 1);
    }
    return result;
  }
}
