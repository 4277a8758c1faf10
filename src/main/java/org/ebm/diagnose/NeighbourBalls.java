package org.ebm.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/**
 * The region that points take up: balls around each that reach to its k-th nearest neighbour among them. Of samples, the share inside the data's region is precision, of data the share inside the samples' is
 * recall. Source: Kynkaanniemi, Karras, Laine, Lehtinen and Aila (2019), NeurIPS.
 *
 * @param squaredRadii of each point
 */
public record NeighbourBalls(FloatArray points, double[] squaredRadii) {
  /** k of the source. */
  public static final int K = 3;

  /** @param points more than {@link #K} */
  public static NeighbourBalls of(FloatArray points) {
    float[][] rows = NearestDistance.rows(points);
    double[] radii = IntStream.range(0, rows.length)
        .parallel()
        .mapToDouble(i -> kth(points, i, rows))
        .toArray();
    return new NeighbourBalls(points, radii);
  }

  private static double kth(FloatArray points, int of, float[][] rows) {
    double[] nearest = new double[K];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int other = 0; other < rows.length; other++) {
      double distance = other == of
          ? Double.POSITIVE_INFINITY
          : Cells.squaredDistance(points, of, rows[other], nearest[K - 1]);
      if (distance < nearest[K - 1]) {
        nearest[K - 1] = distance;
        Arrays.sort(nearest);
      }
    }
    return nearest[K - 1];
  }

  /** Share of others that lie in one of the balls. */
  public double holds(FloatArray others) {
    float[][] rows = NearestDistance.rows(points);
    long inside = IntStream.range(0, others.rows())
        .parallel()
        .filter(i -> IntStream.range(0, rows.length)
            .anyMatch(ball -> Cells.squaredDistance(others, i, rows[ball], squaredRadii[ball])
                <= squaredRadii[ball]))
        .count();
    return inside / (double) others.rows();
  }
}
