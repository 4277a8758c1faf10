package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;

class KdeTest {
  private static final FloatArray POINTS =
      new FloatArray(new int[] {4, 2}, new float[] {0, 0, 1, 0.5f, 2, 2, -1, 1});

  /** Expected values: SciPy's gaussian_kde(points.T, bw_method=0.5).logpdf. */
  @Test
  void logDensity_isWhatScipyGives() {
    // 4 x 4 cells of size 1 x 1.5, centres x = -1.5 -0.5 0.5 1.5, y = -1 0.5 2 3.5
    Grid2d grid = new Grid2d(-2, 2, -1.75, 4.25, 4);
    double[] log = Kde.logDensity(grid, POINTS, 0.5);
    assertThat(log[1 * 4 + 2]).isCloseTo(-1.6247017006353242, within(1e-6));
    assertThat(log[0 * 4 + 3]).isCloseTo(-12.311500912402343, within(1e-6));
    assertThat(log[3 * 4 + 0]).isCloseTo(-29.3306349803442, within(1e-6));
  }

  @Test
  void logDensity_withNarrowKernels_equalsTheDirectSumWhereKernelsUnderflow() {
    Grid2d grid = Grid2d.square(4, 40);
    double bandwidth = 0.02;
    double[] log = Kde.logDensity(grid, POINTS, bandwidth);
    for (int cell = 0; cell < grid.cells(); cell++) {
      double expected = direct(grid.x(cell % 40), grid.y(cell / 40), bandwidth);
      assertThat(log[cell]).isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-9));
    }
  }

  @Test
  void logDensity_onAWideBox_integratesToOne() {
    Grid2d grid = Grid2d.square(8, 200);
    GridDensity density = GridDensity.ofLogDensity(grid, Kde.logDensity(grid, POINTS, 0.5));
    assertThat(density.logPartition()).isCloseTo(0, within(1e-6));
  }

  @Test
  void logDensity_ofPointsOnALine_isNaN() {
    FloatArray line = new FloatArray(new int[] {3, 2}, new float[] {0, 0, 1, 0, 2, 0});
    assertThat(Kde.logDensity(Grid2d.square(1, 2), line, 0.1)).containsOnly(Double.NaN);
  }

  @Test
  void logDensity_ofANaN_isNaN() {
    FloatArray points = new FloatArray(new int[] {3, 2}, new float[] {0, 0, 1, 2, 2, Float.NaN});
    assertThat(Kde.logDensity(Grid2d.square(1, 2), points, 0.1)).containsOnly(Double.NaN);
  }

  @Test
  void logDensity_ofPointsInSpace_isRefused() {
    FloatArray points = new FloatArray(new int[] {1, 3}, new float[3]);
    assertThatThrownBy(() -> Kde.logDensity(Grid2d.square(1, 2), points, 0.1))
        .hasMessage("points must be (n, 2), got float32[1, 3]");
  }

  /** log mean of the four kernels with the covariance written out and inverted. */
  private static double direct(double x, double y, double bandwidth) {
    // means 0.5, 0.875; sums of squares xx = .25+.25+2.25+2.25 = 5, yy =
    // .765625+.140625+1.265625+.015625 = 2.1875,
    // xy = .4375-.1875+1.6875-.1875 = 1.75
    double scale = bandwidth * bandwidth / 3;
    double xx = 5 * scale;
    double yy = 2.1875 * scale;
    double xy = 1.75 * scale;
    double determinant = xx * yy - xy * xy;
    double[] exponents = new double[4];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 4; i++) {
      double dx = x - POINTS.values()[2 * i];
      double dy = y - POINTS.values()[2 * i + 1];
      exponents[i] = -0.5 * (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
      highest = Math.max(highest, exponents[i]);
    }
    double sum = 0;
    for (double exponent : exponents) {
      sum += Math.exp(exponent - highest);
    }
    return highest + Math.log(sum) - Math.log(4 * 2 * Math.PI * Math.sqrt(determinant));
  }
}
