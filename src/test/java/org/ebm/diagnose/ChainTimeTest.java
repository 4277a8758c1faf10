package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.ebm.diagnose.ChainTime.Curve;
import org.ebm.diagnose.ChainTime.When;
import org.junit.jupiter.api.Test;

/** What curves over chain time are called, and what a start saves. */
class ChainTimeTest {
  private static final int[] STEPS = {0, 5, 10, 50, 100};
  private static final double FLOOR = 0.1;

  private static ChainTime time(double[] gap, double[] distance) {
    return new ChainTime(10, new Curve(STEPS, gap, distance), Optional.empty(), FLOOR, 1);
  }

  private static When when(double[] gap, double[] distance) {
    return time(gap, distance).when();
  }

  @Test
  void nearestAtTheStepsOfTraining_andFartherLater_isOutOfEquilibrium() {
    ChainTime time = time(new double[] {-9, -3, 0.1, 4, 9}, new double[] {2, 1, 0.2, 0.5, 0.8});
    assertThat(time.when()).isEqualTo(When.OUT_OF_EQUILIBRIUM);
    assertThat(time.fromStart().nearest()).isEqualTo(10);
    assertThat(time.means())
        .contains("nearest to the data after 10 steps, where an update takes 10")
        .contains("0.1 sd off after 10 and 9 sd off after 100")
        .contains("ebm generate");
    assertThat(time.when()).hasToString("out-of-equilibrium");
  }

  /** Energies alone tell it where the distance does not see the change; so does a chain that left the numbers. */
  @Test
  void energiesThatRunAway_orLeaveTheNumbers_areOutOfEquilibrium() {
    double[] still = {2, 1, 0.2, 0.2, 0.2};
    assertThat(when(new double[] {-9, -3, 0.1, 0.3, 0.59}, still)).isEqualTo(When.EQUILIBRIUM);
    assertThat(when(new double[] {-9, -3, 0.1, 0.3, 0.61}, still))
        .isEqualTo(When.OUT_OF_EQUILIBRIUM);
    Curve broken = new Curve(new int[] {0, 5, 10}, new double[3], new double[3]);
    assertThat(new ChainTime(10, broken, Optional.empty(), FLOOR, 1).when())
        .isEqualTo(When.OUT_OF_EQUILIBRIUM);
  }

  @Test
  void whatIsWithinTheFloorOfTwoSamples_isEquilibrium_andNearerLaterIsUnfinished() {
    double[] gap = {0, 0, 0, 0, 0};
    // 0.1 to 0.19: nearly twice as far, but less than what two samples of the data are apart
    assertThat(when(gap, new double[] {0.1, 0.1, 0.1, 0.1, 0.19})).isEqualTo(When.EQUILIBRIUM);
    // a tenth of the data's sd to nearly half of it: modes' weights, say, of a model whose density
    // is nearly right
    assertThat(when(gap, new double[] {0.1, 0.1, 0.1, 0.3, 0.45})).isEqualTo(When.EQUILIBRIUM);
    assertThat(when(gap, new double[] {1, 0.9, 0.8, 0.3, 0.2})).isEqualTo(When.UNFINISHED);
    assertThat(when(new double[] {-9, -5, -2, -1, -0.3}, new double[] {1, 1, 1, 1, 1}))
        .isEqualTo(When.UNFINISHED);
  }

  @Test
  void whatAStartSaves_isCountedInGradients() {
    Curve fast = new Curve(STEPS, new double[] {2, 0.5, 0, 0, 0}, new double[5]);
    Curve slow = new Curve(STEPS, new double[] {90, 20, 5, 2, 0.4}, new double[5]);
    assertThat(fast.reached()).isEqualTo(OptionalInt.of(5));
    ChainTime time = new ChainTime(10, fast, Optional.of(slow), FLOOR, 3);
    assertThat(time.saves().orElseThrow())
        .contains("after 15 gradients of U from the generator's drafts, after 300 gradients of U")
        .contains(": 20 times as many.");
    Curve never = new Curve(STEPS, new double[] {90, 20, 5, 2, 1}, new double[5]);
    assertThat(new ChainTime(10, fast, Optional.of(never), FLOOR, 1).saves().orElseThrow())
        .contains("none of 100 gradients of U from noise: more than 20 times as many.");
    assertThat(time(new double[5], new double[5]).saves()).isEmpty();
  }
}
