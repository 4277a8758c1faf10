package org.ebm.diagnose;

import java.util.Arrays;

/**
 * Bennett's acceptance ratio for F' - F = -log(Z' / Z) between two laws p ~ exp(-u) and p' ~ exp(-u'): with w = u' - u and f(t) = 1 / (1 + exp(t)), for every shift C
 * <pre>F' - F = C - log E_p f(w - C) + log E_p' f(C - w),</pre>
 * of least variance where C is the answer. Source: Bennett (1976), Journal of Computational Physics 22.
 */
public final class Bennett {
  private static final int BISECTIONS = 200;

  private Bennett() {}

  /** What a state of the lower law adds to the mean of f, given w there. */
  public static double below(double work, double shift) {
    return 1 / (1 + Math.exp(work - shift));
  }

  /** The same of the upper law. */
  public static double above(double work, double shift) {
    return 1 / (1 + Math.exp(shift - work));
  }

  /**
   * F' - F of as many draws of one law as of the other, by the shift that is its own answer.
   *
   * @param lower w at draws of p
   * @param upper w at draws of p'; NaN anywhere makes the result NaN
   */
  public static double difference(double[] lower, double[] upper) {
    double from = Math.min(lowest(lower), lowest(upper));
    double to = Math.max(highest(lower), highest(upper));
    if (Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    }
    for (int i = 0; i < BISECTIONS && to > from; i++) {
      double shift = (from + to) / 2;
      double tooLow = Arrays.stream(upper).map(w -> above(w, shift)).sum()
          - Arrays.stream(lower).map(w -> below(w, shift)).sum();
      if (tooLow > 0) {
        from = shift;
      } else {
        to = shift;
      }
    }
    return (from + to) / 2;
  }

  private static double lowest(double[] values) {
    return Arrays.stream(values).filter(w -> !Double.isInfinite(w)).min().orElse(Double.NaN);
  }

  private static double highest(double[] values) {
    return Arrays.stream(values).filter(w -> !Double.isInfinite(w)).max().orElse(Double.NaN);
  }

  /**
   * A number with its standard error.
   *
   * @param error NaN where it cannot be known
   */
  public record Estimate(double value, double error) {}

  /**
   * F of the last law of a row minus that of the first, from means over time in independent copies of the whole row.
   *
   * @param shifts C of each pair of neighbours
   * @param lower (pairs, copies): mean of f(w - C) at the pair's lower law
   * @param upper the same of f(C - w) at its upper law
   * @return with the jackknife's error over copies, in which whatever is correlated within a copy counts as it should; NaN for a single copy
   */
  public static Estimate over(double[] shifts, float[][] lower, float[][] upper) {
    int copies = lower[0].length;
    double whole = without(-1, shifts, lower, upper);
    double mean = 0;
    double[] left = new double[copies];
    for (int copy = 0; copy < copies; copy++) {
      left[copy] = without(copy, shifts, lower, upper);
      mean += left[copy] / copies;
    }
    double squares = 0;
    for (double value : left) {
      squares += (value - mean) * (value - mean);
    }
    return new Estimate(
        whole, copies < 2 ? Double.NaN : Math.sqrt((copies - 1.0) / copies * squares));
  }

  private static double without(int copy, double[] shifts, float[][] lower, float[][] upper) {
    double difference = 0;
    for (int pair = 0; pair < shifts.length; pair++) {
      difference +=
          shifts[pair] - Math.log(sum(lower[pair], copy)) + Math.log(sum(upper[pair], copy));
    }
    return difference;
  }

  private static double sum(float[] values, int without) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += i == without ? 0 : values[i];
    }
    return sum;
  }
}
