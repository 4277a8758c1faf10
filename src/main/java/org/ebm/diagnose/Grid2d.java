package org.ebm.diagnose;

import org.ebm.base.FloatArray;

/**
 * A box in the plane cut into n x n equal cells. Values on it are a double[n*n] with {@code index = row * n + column}: x grows with the column, y with
 * the row, so cell 0 is at the lower left.
 *
 * @param n cells per axis
 */
public record Grid2d(double xMin, double xMax, double yMin, double yMax, int n) {
  public Grid2d {
    if (!(xMin < xMax && yMin < yMax && n >= 1)) {
      throw new IllegalArgumentException(
          "an empty grid: x " + xMin + ".." + xMax + ", y " + yMin + ".." + yMax + ", n " + n);
    }
  }

  /** The box from -halfWidth to halfWidth on both axes. */
  public static Grid2d square(double halfWidth, int n) {
    return new Grid2d(-halfWidth, halfWidth, -halfWidth, halfWidth, n);
  }

  /** The same box with half as many cells per axis, n &gt;= 2: a number that changes much between the two is not to be trusted on either. */
  public Grid2d halved() {
    return new Grid2d(xMin, xMax, yMin, yMax, n / 2);
  }

  /** Number of cells, n*n. */
  public int cells() {
    return Math.multiplyExact(n, n);
  }

  public double cellWidth() {
    return (xMax - xMin) / n;
  }

  public double cellHeight() {
    return (yMax - yMin) / n;
  }

  public double cellArea() {
    return cellWidth() * cellHeight();
  }

  /** Centre of a column of cells. */
  public double x(int column) {
    return xMin + (column + 0.5) * cellWidth();
  }

  /** Centre of a row of cells. */
  public double y(int row) {
    return yMin + (row + 0.5) * cellHeight();
  }

  /** All cell centres, (n*n, 2), in the order of the cells: what an energy is evaluated on. */
  public FloatArray centres() {
    float[] points = new float[2 * cells()];
    for (int cell = 0; cell < cells(); cell++) {
      points[2 * cell] = (float) x(cell % n);
      points[2 * cell + 1] = (float) y(cell / n);
    }
    return new FloatArray(new int[] {cells(), 2}, points);
  }
}
