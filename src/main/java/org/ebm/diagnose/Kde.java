package org.ebm.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/**
 * Gaussian kernel density estimate in the plane: the mean of one normal density around each point, with covariance bandwidth^2 times the points'
 * sample covariance (divisor n-1), which is SciPy's {@code gaussian_kde(points, bw_method=bandwidth)}.
 *
 * <p>No kernel is cut off. Along a row of cells a kernel is a Gaussian at equal steps, so each value follows from its neighbour by two products; only
 * values below {@value #TINY} of a kernel's peak are left out, and cells that nothing else reaches are summed directly.
 */
public final class Kde {
  /** For pictures: kernel width as a share of the sample's own spread; kernels of 0.05 on the ring of eight, 0.15 on the rings. */
  public static final double BANDWIDTH = 0.075;

  private static final double TINY = 1e-300;
  /** Nats below the largest kernel at which ten million others together are below its last digit. */
  private static final double NOTHING = 55;

  private final Grid2d grid;
  private final float[] points;
  /** Lower Cholesky factor of the kernel covariance, y before x: y = ySd u, x = shear u + xSd v. */
  private final double ySd;

  private final double shear;
  private final double xSd;

  private Kde(Grid2d grid, FloatArray points, double bandwidth) {
    this.grid = grid;
    this.points = points.values();
    double n = points.rows();
    double xMean = mean(0);
    double yMean = mean(1);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < this.points.length; i += 2) {
      double dx = this.points[i] - xMean;
      double dy = this.points[i + 1] - yMean;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    double scale = bandwidth / Math.sqrt(n - 1);
    this.ySd = scale * Math.sqrt(yy);
    this.shear = scale * xy / Math.sqrt(yy);
    this.xSd = scale * Math.sqrt(xx - xy * xy / yy);
  }

  /**
   * Log density at every cell centre, nats, normalised on the whole plane. NaN everywhere if a point is NaN or if the points lie on a line, which has
   * no density.
   *
   * @param points (n, 2)
   * @param bandwidth kernel sd in units of the points' sd, &gt; 0
   */
  public static double[] logDensity(Grid2d grid, FloatArray points, double bandwidth) {
    if (points.shape().length != 2 || points.shape()[1] != 2) {
      throw new IllegalArgumentException("points must be (n, 2), got " + points);
    }
    return new Kde(grid, points, bandwidth).logDensity();
  }

  /** Standard deviations of a kernel along x and along y; 0 or NaN if the points lie on a line or are not finite. */
  public static double[] kernel(FloatArray points, double bandwidth) {
    Kde kde = new Kde(Grid2d.square(1, 1), points, bandwidth);
    return new double[] {Math.hypot(kde.xSd, kde.shear), kde.ySd};
  }

  private double[] logDensity() {
    double[] sums = new double[grid.cells()];
    if (!(xSd > 0)) {
      Arrays.fill(sums, Double.NaN);
      return sums;
    }
    for (int i = 0; i < points.length; i += 2) {
      for (int row = 0; row < grid.n(); row++) {
        addRow(sums, row, points[i], points[i + 1]);
      }
    }
    int[] empty =
        IntStream.range(0, sums.length).filter(cell -> sums[cell] == 0).toArray();
    for (int cell = 0; cell < sums.length; cell++) {
      sums[cell] = Math.log(sums[cell]);
    }
    sumDirectly(sums, empty);
    double logKernelMass = Math.log(points.length / 2 * 2 * Math.PI * xSd * ySd);
    for (int cell = 0; cell < sums.length; cell++) {
      sums[cell] -= logKernelMass;
    }
    return sums;
  }

  /** Adds exp(-(u^2 + v^2) / 2) of one point to a row, from its highest cell outwards. */
  private void addRow(double[] sums, int row, double x, double y) {
    double u = (grid.y(row) - y) / ySd;
    double step = grid.cellWidth() / xSd;
    double centre = (x + shear * u - grid.x(0)) / grid.cellWidth();
    int peak = (int) Math.max(0, Math.min(grid.n() - 1, Math.rint(centre)));
    double v = (peak - centre) * step;
    double highest = Math.exp(-0.5 * (u * u + v * v));
    double curvature = Math.exp(-step * step);
    int start = row * grid.n();
    double value = highest;
    double ratio = Math.exp(-step * (v + 0.5 * step));
    for (int column = peak; column < grid.n() && value > TINY; column++) {
      sums[start + column] += value;
      value *= ratio;
      ratio *= curvature;
    }
    ratio = Math.exp(step * (v - 0.5 * step));
    value = highest * ratio;
    for (int column = peak - 1; column >= 0 && value > TINY; column--) {
      sums[start + column] += value;
      ratio *= curvature;
      value *= ratio;
    }
  }

  /** Logs of the sums of all kernels in cells where each underflows. */
  private void sumDirectly(double[] logSums, int[] cells) {
    int n = points.length / 2;
    double[] pointU = new double[n];
    double[] pointV = new double[n];
    for (int i = 0; i < n; i++) {
      pointU[i] = points[2 * i + 1] / ySd;
      pointV[i] = (points[2 * i] - shear * pointU[i]) / xSd;
    }
    double[] halfSquares = new double[n];
    for (int cell : cells) {
      double cellU = grid.y(cell / grid.n()) / ySd;
      double cellV = (grid.x(cell % grid.n()) - shear * cellU) / xSd;
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        double u = cellU - pointU[i];
        double v = cellV - pointV[i];
        halfSquares[i] = 0.5 * (u * u + v * v);
        nearest = Math.min(nearest, halfSquares[i]);
      }
      double sum = 0;
      for (double halfSquare : halfSquares) {
        // what is left out would not change the last digit
        sum += halfSquare - nearest < NOTHING ? Math.exp(nearest - halfSquare) : 0;
      }
      logSums[cell] = Math.log(sum) - nearest;
    }
  }

  private double mean(int axis) {
    double sum = 0;
    for (int i = axis; i < points.length; i += 2) {
      sum += points[i];
    }
    return sum / (points.length / 2);
  }
}
