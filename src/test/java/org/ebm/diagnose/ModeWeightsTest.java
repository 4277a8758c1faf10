package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ModeWeightsTest {
  private static final Grid2d GRID = RingDensity.GRID;
  private static final GridDensity TRUE = RingDensity.even().on(GRID);

  @Test
  void of_theTrueDensity_isFairAndWithoutLoss() {
    ModeWeights result = ModeWeights.of(TRUE, TRUE, RingDensity.modes());
    assertThat(result.covered()).isEqualTo(8);
    assertThat(result.kl()).isZero();
    assertThat(result.reweightedKl()).isZero();
    for (double weight : result.weights()) {
      // cells across a border between two modes are not shared: a cell wide, 0.012, at a density of
      // at most 0.03 on a length of about 1
      assertThat(weight).isCloseTo(0.125, within(4e-4));
    }
    // each mode is cut at 2.55 sd, where its neighbour begins
    assertThat(result.withinModeSd()).isCloseTo(0.15, within(0.005));
  }

  @Test
  void reweightedKl_ofRightShapesWithWrongWeights_isAlmostNothing() {
    double[] wrong = {0.2, 0.2, 0.2, 0.2, 0.05, 0.05, 0.05, 0.05};
    GridDensity p = new RingDensity(wrong, 0.15).on(GRID);
    ModeWeights result = ModeWeights.of(TRUE, p, RingDensity.modes());
    // mean of log(0.125 / w): (log 0.625 + log 2.5) / 2 = log(1.25); a share of about 1 % of each
    // mode is nearer to its neighbour's centre
    assertThat(GridDensity.kl(TRUE, p)).isCloseTo(Math.log(1.25), within(0.01));
    assertThat(result.kl()).isCloseTo(Math.log(1.25), within(0.01));
    assertThat(result.reweightedKl()).isBetween(0.0, 0.01);
    // 0.05 >= 0.125 / 5
    assertThat(result.covered()).isEqualTo(8);
  }

  @Test
  void reweightedKl_isThatOfTheDensityWithItsModesScaled() {
    double[] wrong = {3, 1, 1, 1, 1, 1, 1, 1};
    GridDensity p = new RingDensity(wrong, 0.2).on(GRID);
    ModeWeights result = ModeWeights.of(TRUE, p, RingDensity.modes());
    // scale p's cells mode by mode, the other way round
    double[] log = p.logDensity().clone();
    for (int cell = 0; cell < log.length; cell++) {
      double angle = Math.atan2(GRID.y(cell / GRID.n()), GRID.x(cell % GRID.n()));
      int mode = (int) Math.rint(angle * 4 / Math.PI + 8) % 8;
      log[cell] += Math.log(result.trueWeights()[mode] / result.weights()[mode]);
    }
    GridDensity scaled = GridDensity.ofLogDensity(GRID, log);
    assertThat(result.reweightedKl()).isCloseTo(GridDensity.kl(TRUE, scaled), within(1e-3));
    assertThat(result.reweightedKl()).isLessThan(GridDensity.kl(TRUE, p) - 0.05);
  }

  @Test
  void covered_leavesOutModesBelowAFifth() {
    double[] wrong = {1, 1, 1, 1, 1, 1, 0.21, 0.14};
    ModeWeights result =
        ModeWeights.of(TRUE, new RingDensity(wrong, 0.12).on(GRID), RingDensity.modes());
    // shares 0.21 and 0.14 of 6.35 against 0.2 * 0.125 = 0.025: 0.033 and 0.022
    assertThat(result.covered()).isEqualTo(7);
  }

  @Test
  void kl_withAModeFarBelowTheSmallestDouble_isFinite() {
    // two modes in four cells, the second lower by 2000 nats
    Grid2d grid = Grid2d.square(1, 2);
    GridDensity q = GridDensity.ofEnergies(grid, new double[4]);
    GridDensity p = GridDensity.ofEnergies(grid, new double[] {0, 2000, 0, 2000});
    double[][] modes = {{-0.5, 0}, {0.5, 0}};
    ModeWeights result = ModeWeights.of(q, p, modes);
    assertThat(result.weights()).containsExactly(1, 0);
    // log(1/2) + 2000 / 2, all of it in the weights
    assertThat(result.kl()).isCloseTo(1000 + Math.log(0.5), within(1e-6));
    assertThat(result.reweightedKl()).isCloseTo(0, within(1e-6));
    assertThat(result.covered()).isEqualTo(1);
  }

  @Test
  void kl_withAMissingMode_isInfinite() {
    Grid2d grid = Grid2d.square(1, 2);
    double none = Double.POSITIVE_INFINITY;
    GridDensity q = GridDensity.ofEnergies(grid, new double[4]);
    GridDensity p = GridDensity.ofEnergies(grid, new double[] {0, none, 0, none});
    ModeWeights result = ModeWeights.of(q, p, new double[][] {{-0.5, 0}, {0.5, 0}});
    assertThat(result.kl()).isInfinite();
    assertThat(result.reweightedKl()).isInfinite();
  }
}
