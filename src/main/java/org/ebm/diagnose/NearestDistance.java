package org.ebm.diagnose;

import org.ebm.base.FloatArray;

/** How far points are from the nearest of a set of data, data units. */
final class NearestDistance {
  private NearestDistance() {}

  /** @param reference (k, ...), none of them among the points */
  static float[] of(FloatArray points, FloatArray reference) {
    float[][] rows = new float[reference.rows()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = reference.slice(row, row + 1).values();
    }
    float[] distances = new float[points.rows()];
    for (int point = 0; point < distances.length; point++) {
      double least = Double.POSITIVE_INFINITY;
      for (float[] row : rows) {
        least = Math.min(least, Cells.squaredDistance(points, point, row, least));
      }
      distances[point] = (float) Math.sqrt(least);
    }
    return distances;
  }
}
