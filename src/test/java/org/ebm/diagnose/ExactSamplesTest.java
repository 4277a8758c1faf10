package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

/** Exact samples of a density against that density: every distance must be as small as chance allows. */
class ExactSamplesTest {
  private static final RandomKey KEY = RandomKey.ofSeed(41);
  private static final Grid2d GRID = RingDensity.GRID;
  private static final RingDensity RING = RingDensity.even();
  private static final GridDensity DENSITY = RING.on(GRID);

  @Test
  void kl_isZero() {
    assertThat(GridDensity.kl(DENSITY, RING.on(GRID))).isZero();
  }

  /**
   * B bins of mass p and n points: E |share - p| = sqrt(2 p (1-p) / (pi n)), so E TV is at most sqrt(2 B / (pi n)) / 2. For TV below 0.01, B / n must
   * be below 0.00063: 64 bins want 102 000 points. Here 200 000: at most 0.0071.
   */
  @Test
  void totalVariation_inBins_isBelowOnePercent() {
    int n = 200_000;
    int bins = 8;
    FloatArray points = DENSITY.sample(n, KEY.fold("bins"));
    double[] difference = new double[bins * bins];
    for (int cell = 0; cell < GRID.cells(); cell++) {
      int side = GRID.n() / bins;
      difference[cell / GRID.n() / side * bins + cell % GRID.n() / side] += DENSITY.mass(cell);
    }
    for (int i = 0; i < n; i++) {
      double width = (GRID.xMax() - GRID.xMin()) / bins;
      int column = (int) ((points.values()[2 * i] - GRID.xMin()) / width);
      int row = (int) ((points.values()[2 * i + 1] - GRID.yMin()) / width);
      difference[row * bins + column] -= 1.0 / n;
    }
    double sum = 0;
    for (double value : difference) {
      sum += Math.abs(value);
    }
    assertThat(sum / 2).isLessThan(0.01);
  }

  /** The p-value is uniform: 19 of 20 are expected above 0.05, 18 or more come with probability 0.92, and these 20 seeds stay. */
  @Test
  void maximumMeanDiscrepancy_isWithinChance() {
    long passed = IntStream.range(0, 20)
        .mapToObj(seed -> MaximumMeanDiscrepancy.of(
            DENSITY.sample(200, KEY.fold("first").fold(seed)),
            DENSITY.sample(200, KEY.fold("second").fold(seed)),
            KEY.fold(seed)))
        .filter(result -> result.pValue() > 0.05)
        .count();
    assertThat(passed).isGreaterThanOrEqualTo(18);
  }

  @Test
  void slicedWasserstein_isBelowThreePercent() {
    double squared = SlicedWasserstein.squared(
        DENSITY.sample(10_000, KEY.fold("first")), DENSITY.sample(10_000, KEY.fold("second")), KEY);
    assertThat(Math.sqrt(squared)).isLessThan(0.03);
  }

  @Test
  void rHat_ofTheEnergies_isBelowOnePercentAboveOne() {
    double[][] chains = new double[4][1000];
    for (int chain = 0; chain < 4; chain++) {
      float[] points = DENSITY.sample(1000, KEY.fold(chain)).values();
      for (int i = 0; i < 1000; i++) {
        chains[chain][i] = RING.energy(points[2 * i], points[2 * i + 1]);
      }
    }
    assertThat(Convergence.of(chains).rHat()).isLessThan(1.01);
  }
}
