package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleBinaryOperator;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class GridDensityTest {
  private static final Grid2d WIDE = Grid2d.square(8, 321);

  @Test
  void logPartition_ofAStandardNormal_isLogTwoPi() {
    GridDensity normal = normal(0, 1);
    assertThat(normal.logPartition()).isCloseTo(Math.log(2 * Math.PI), within(1e-12));
    // at the centre: 1 / (2 pi)
    assertThat(normal.density()[WIDE.cells() / 2]).isCloseTo(1 / (2 * Math.PI), within(1e-12));
  }

  @Test
  void entropy_ofANormal_isLogTwoPiEVariance() {
    assertThat(normal(0, 0.7).entropy())
        .isCloseTo(Math.log(2 * Math.PI * Math.E * 0.49), within(1e-9));
  }

  @Test
  void kl_betweenNormals_isTheClosedForm() {
    // equal sd s: |m1 - m2|^2 / (2 s^2) = 1 / 2; sd 1 against 2: -1 + 1/4 + 2 log 2 in two
    // dimensions
    assertThat(GridDensity.kl(normal(0, 1), normal(1, 1))).isCloseTo(0.5, within(1e-9));
    assertThat(GridDensity.kl(normal(0, 0.5), normal(0, 1)))
        .isCloseTo(-1 + 0.25 + 2 * Math.log(2), within(1e-9));
  }

  @Test
  void kl_whereOnlyTheSecondDensityVanishes_isInfinite() {
    Grid2d grid = Grid2d.square(1, 2);
    double none = Double.NEGATIVE_INFINITY;
    GridDensity half = GridDensity.ofLogDensity(grid, new double[] {0, 0, none, none});
    GridDensity whole = GridDensity.ofLogDensity(grid, new double[4]);
    assertThat(GridDensity.kl(whole, half)).isEqualTo(Double.POSITIVE_INFINITY);
    // log (1/2) / (1/4)
    assertThat(GridDensity.kl(half, whole)).isCloseTo(Math.log(2), within(1e-12));
    // (|1/2 - 1/4| + |1/2 - 1/4| + 1/4 + 1/4) / 2
    assertThat(GridDensity.totalVariation(half, whole)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void modeWeights_ofTwoNormals_areTheirShares() {
    GridDensity density =
        density((x, y) -> -Math.log(0.25 * bump(x + 3, y, 0.5) + 0.75 * bump(x - 3, y, 0.5)));
    double[][] means = {{-3, 0}, {3, 0}};
    assertThat(density.modeWeights(means)).containsExactly(new double[] {0.25, 0.75}, within(1e-6));
    assertThat(density.withinModeSd(means)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void sample_liesAnywhereInItsCell() {
    // all mass in the upper right of 2 x 2 cells: uniform on (0, 1) x (0, 3)
    double none = Double.NEGATIVE_INFINITY;
    GridDensity corner =
        GridDensity.ofLogDensity(new Grid2d(-1, 1, -3, 3, 2), new double[] {none, none, none, 0});
    int n = 3000;
    float[] points = corner.sample(n, RandomKey.ofSeed(8)).values();
    double xMean = 0;
    double yMean = 0;
    double yLargest = 0;
    for (int i = 0; i < 2 * n; i += 2) {
      assertThat(points[i]).isBetween(0f, 1f);
      assertThat(points[i + 1]).isBetween(0f, 3f);
      xMean += points[i] / n;
      yMean += points[i + 1] / n;
      yLargest = Math.max(yLargest, points[i + 1]);
    }
    // a uniform mean has standard error width / sqrt(12 n) = 0.0053 width; 4 of them
    assertThat(xMean).isCloseTo(0.5, within(0.022));
    assertThat(yMean).isCloseTo(1.5, within(0.065));
    // P(all below 2.97) = 0.99^3000 = 8e-14
    assertThat(yLargest).isGreaterThan(2.97);
  }

  @Test
  void sample_ofADensityThatIsNotANumber_isNaN() {
    GridDensity density =
        GridDensity.ofEnergies(Grid2d.square(1, 2), new double[] {1, 2, Double.NaN, 3});
    for (float value : density.sample(2, RandomKey.ofSeed(8)).values()) {
      assertThat(value).isNaN();
    }
  }

  @Test
  void halved_showsWhetherTheCellsAreFineEnough() {
    // a sum over cells of width h is off by about 4 exp(-2 pi^2 s^2 / h^2): nothing at h = 0.27 s
    // and
    // below 1e-100; at h = 2.7 s and more the sum sees a few cells only
    assertThat(logPartitionChange(1)).isLessThan(1e-9);
    assertThat(logPartitionChange(0.05)).isGreaterThan(0.01);
  }

  private static double logPartitionChange(double sd) {
    Grid2d fine = Grid2d.square(8, 120);
    GridDensity coarse = normal(fine.halved(), sd);
    assertThat(coarse.grid().n()).isEqualTo(60);
    return Math.abs(normal(fine, sd).logPartition() - coarse.logPartition());
  }

  @Test
  void isCutOff_whenTheBoxIsTooSmall() {
    assertThat(normal(0, 1).isCutOff()).isFalse();
    assertThat(normal(0, 2.5).isCutOff()).isTrue();
  }

  @Test
  void isCutOff_whenTheHighestDensityIsOnTheBoundary() {
    // 0.02^2 / (2 pi) = 6.4e-5 of mass in the highest cell: too little to notice without looking
    // where it is
    Grid2d fine = Grid2d.square(8, 800);
    double[] energies = new double[fine.cells()];
    for (int cell = 0; cell < energies.length; cell++) {
      double x = fine.x(cell % 800);
      double y = fine.y(cell / 800);
      energies[cell] = (x * x + y * y) / 2;
    }
    energies[0] = -0.01;
    GridDensity density = GridDensity.ofEnergies(fine, energies);
    assertThat(density.boundaryMass()).isLessThan(GridDensity.BOUNDARY_WARNING);
    assertThat(density.isCutOff()).isTrue();
  }

  @Test
  void boundaryMass_ofAUniformDensity_isTheShareOfTheRing() {
    // 4 x 4 cells, 12 of them outermost
    GridDensity uniform = GridDensity.ofEnergies(Grid2d.square(1, 4), new double[16]);
    assertThat(uniform.boundaryMass()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void ofEnergies_withANaN_isNaN() {
    GridDensity density =
        GridDensity.ofEnergies(Grid2d.square(1, 2), new double[] {1, 2, Double.NaN, 3});
    assertThat(density.logDensity()).containsOnly(Double.NaN);
    assertThat(density.entropy()).isNaN();
    assertThat(GridDensity.kl(density, density)).isNaN();
  }

  @Test
  void ofEnergies_withHugeValues_doesNotOverflow() {
    GridDensity density =
        GridDensity.ofEnergies(Grid2d.square(1, 2), new double[] {-1e6, -1e6, 0, 0});
    assertThat(density.mass(0)).isCloseTo(0.5, within(1e-9));
    assertThat(density.logPartition()).isCloseTo(1e6 + Math.log(2), within(1e-6));
  }

  @Test
  void kl_onDifferentGrids_isRefused() {
    GridDensity small = GridDensity.ofEnergies(Grid2d.square(1, 2), new double[4]);
    assertThatThrownBy(() -> GridDensity.kl(small, normal(0, 1)))
        .hasMessageStartingWith("densities on different grids");
  }

  @Test
  void gridCells_startAtTheLowerLeft() {
    Grid2d grid = new Grid2d(0, 2, 10, 14, 2);
    assertThat(grid.centres().values()).containsExactly(0.5f, 11, 1.5f, 11, 0.5f, 13, 1.5f, 13);
    assertThat(grid.cellArea()).isEqualTo(2);
  }

  private static GridDensity normal(double mean, double sd) {
    return density((x, y) -> ((x - mean) * (x - mean) + y * y) / (2 * sd * sd));
  }

  private static double bump(double x, double y, double sd) {
    return Math.exp(-(x * x + y * y) / (2 * sd * sd));
  }

  private static GridDensity normal(Grid2d grid, double sd) {
    return density(grid, (x, y) -> (x * x + y * y) / (2 * sd * sd));
  }

  private static GridDensity density(DoubleBinaryOperator energy) {
    return density(WIDE, energy);
  }

  private static GridDensity density(Grid2d grid, DoubleBinaryOperator energy) {
    double[] energies = new double[grid.cells()];
    for (int cell = 0; cell < energies.length; cell++) {
      energies[cell] = energy.applyAsDouble(grid.x(cell % grid.n()), grid.y(cell / grid.n()));
    }
    return GridDensity.ofEnergies(grid, energies);
  }
}
