package org.ebm.diagnose;

/**
 * Inverse of the standard normal distribution function. Absolute error below 1e-9 for 1e-7 &lt;= p &lt;= 1 - 1e-7, which covers the ranks of ten
 * million draws.
 *
 * <p>Sources: start value from Hastings (Abramowitz and Stegun 1964, 26.2.23), distribution function from Marsaglia (2004), J. Stat. Software 11(4),
 * joined by Halley's iteration.
 */
final class NormalQuantile {
  private NormalQuantile() {}

  static double of(double p) {
    return p > 0.5 ? lowerHalf(1 - p) * -1 : lowerHalf(p);
  }

  private static double lowerHalf(double p) {
    double t = Math.sqrt(-2 * Math.log(p));
    double x = (2.515517 + t * (0.802853 + t * 0.010328))
            / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        - t;
    for (int i = 0; i < 2; i++) {
      double newton = (distribution(x) - p) / density(x);
      x -= newton / (1 + 0.5 * x * newton);
    }
    return x;
  }

  /** 1/2 + density(x) (x + x^3/3 + x^5/(3*5) + ...), to rounding. */
  private static double distribution(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  private static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }
}
