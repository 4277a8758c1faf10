package org.ebm.diagnose;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;

/**
 * How far a number computed from several independent samples would move if they were drawn again: the samples' rows are drawn with replacement, each
 * sample for itself, and the middle 95 % of the results is the interval. Source: Efron (1979), Annals of Statistics 7(1), percentile method.
 */
public final class Bootstrap {
  public static final int RESAMPLES = 2000;

  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * The 95 % interval; NaN if any resample gives NaN.
   *
   * @param statistic of one resample: for each sample, the rows it drew, as many as the sample has; values that belong together share a row
   * @param key of the draws
   * @param sizes rows of each sample, &gt;= 1
   */
  public static Interval interval(
      ToDoubleFunction<int[][]> statistic, RandomKey key, int... sizes) {
    UniformRandomProvider random = key.fold("bootstrap").generator();
    int[][] rows = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
    double[] results = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int[] drawn : rows) {
        Arrays.setAll(drawn, row -> random.nextInt(drawn.length));
      }
      results[i] = statistic.applyAsDouble(rows);
    }
    if (Arrays.stream(results).anyMatch(Double::isNaN)) {
      return new Interval(Double.NaN, Double.NaN);
    }
    Arrays.sort(results);
    return new Interval(Ranks.quantile(results, TAIL), Ranks.quantile(results, 1 - TAIL));
  }
}
