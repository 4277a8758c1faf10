package org.ebm.diagnose;

import org.ebm.base.FloatArray;

/** How far points are from the nearest of a set of data, data units. */
final class NearestDistance {
  private NearestDistance() {}

  /** From each point to the nearest other one. */
  static float[] among(FloatArray points) {
    return of(points, points, true);
  }

  /** @param reference (k, ...), none of them among the points */
  static float[] of(FloatArray points, FloatArray reference) {
    return of(points, reference, false);
  }

  private static float[] of(FloatArray points, FloatArray reference, boolean notItself) {
    float[][] rows = new float[reference.rows()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = reference.slice(row, row + 1).values();
    }
    float[] distances = new float[points.rows()];
    for (int point = 0; point < distances.length; point++) {
      double least = Double.POSITIVE_INFINITY;
      for (int row = 0; row < rows.length; row++) {
        if (!(notItself && row == point)) {
          least = Math.min(least, Cells.squaredDistance(points, point, rows[row], least));
        }
      }
      distances[point] = (float) Math.sqrt(least);
    }
    return distances;
  }
}
