package org.ebm.diagnose;

import java.util.Arrays;
import org.ebm.base.RandomKey;

/**
 * The area under the receiver operating characteristic: the chance that a score of one sample is above one of another, ties counted half. .5: the score does not tell them apart; below .5: it prefers the wrong one.
 *
 * @param interval 95 %, by {@link Bootstrap}
 */
public record RankCurve(double area, Interval interval) {
  /** @param inside scores of what should score high */
  public static RankCurve of(double[] inside, double[] outside, RandomKey key) {
    Interval interval = Bootstrap.interval(
        rows -> area(picked(inside, rows[0]), picked(outside, rows[1])),
        key,
        inside.length,
        outside.length);
    return new RankCurve(area(inside, outside), interval);
  }

  private static double[] picked(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The area alone. */
  public static double area(double[] inside, double[] outside) {
    double[] high = inside.clone();
    double[] low = outside.clone();
    Arrays.sort(high);
    Arrays.sort(low);
    int below = 0;
    int upTo = 0;
    double sum = 0;
    for (double score : high) {
      while (below < low.length && low[below] < score) {
        below++;
      }
      while (upTo < low.length && low[upTo] <= score) {
        upTo++;
      }
      sum += (below + upTo) / 2.0;
    }
    return sum / high.length / low.length;
  }
}
