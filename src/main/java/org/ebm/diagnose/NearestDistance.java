package org.ebm.diagnose;

import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/** How far points are from the nearest of a set of data, data units. */
public final class NearestDistance {
  private NearestDistance() {}

  /** From each point to the nearest other one. */
  static float[] among(FloatArray points) {
    return rounded(measured(points, points, true));
  }

  /** @param reference (k, ...), none of them among the points */
  static float[] of(FloatArray points, FloatArray reference) {
    return rounded(exact(points, reference));
  }

  /** The same, not rounded to float32. */
  public static double[] exact(FloatArray points, FloatArray reference) {
    return measured(points, reference, false);
  }

  private static double[] measured(FloatArray points, FloatArray reference, boolean notItself) {
    float[][] rows = rows(reference);
    return IntStream.range(0, points.rows())
        .parallel()
        .mapToDouble(point -> {
          double least = Double.POSITIVE_INFINITY;
          for (int row = 0; row < rows.length; row++) {
            if (!(notItself && row == point)) {
              least = Math.min(least, Cells.squaredDistance(points, point, rows[row], least));
            }
          }
          return Math.sqrt(least);
        })
        .toArray();
  }

  static float[][] rows(FloatArray points) {
    float[][] rows = new float[points.rows()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = points.slice(row, row + 1).values();
    }
    return rows;
  }

  private static float[] rounded(double[] distances) {
    float[] rounded = new float[distances.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) distances[i];
    }
    return rounded;
  }
}
