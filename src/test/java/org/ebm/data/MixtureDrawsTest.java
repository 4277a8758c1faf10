package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;

class MixtureDrawsTest {
  private static final MixtureDraws RING = MixtureDraws.ring(8, 1, 0.15);
  private static final List<List<Double>> TWO = List.of(List.of(-1.0, 0.0), List.of(2.0, 1.0));

  @Test
  void ringOfEight_hasItsKnownEntropyAndSpread() {
    // an independent numpy sum on [-3, 3]^2 with 1000 x 1000 cells: 1.0932342 and 0.9200599
    PlaneGrid grid = PlaneGrid.of(RING.open(), Box.square(2), 300);
    assertThat(grid.entropy()).isCloseTo(1.0932342, within(1e-6));
    assertThat(Math.sqrt(grid.logVariance())).isCloseTo(0.9200599, within(1e-6));
  }

  @Test
  void firstModeLiesAtAngleZeroAndTheThirdAtTheTop() {
    assertThat(RING.modes()).hasDimensions(8, 2);
    assertThat(RING.modes()[0]).containsExactly(1, 0);
    assertThat(RING.modes()[2]).containsExactly(new double[] {0, 1}, within(1e-15));
    assertThat(RING.modeWeights()).containsOnly(1.0 / 8);
  }

  @Test
  void boxOfTheRing_reachesFourSdPastIt() {
    // R + 4 s = 1 + 0.6
    Box box = RING.open().box().orElseThrow();
    assertThat(box.xMax()).isCloseTo(1.6, within(1e-12));
    assertThat(box.yMin()).isCloseTo(-1.6, within(1e-12));
  }

  @Test
  void logDensityOfOneGaussian_isTheFormula() {
    MixtureDraws one = new MixtureDraws(1, 0, 0.5, List.of(), List.of());
    // at (1, 0): -1 / (2 0.25) - log(2 pi 0.25) = -2 - 0.45158
    double[] log = one.open()
        .logDensity(new FloatArray(new int[] {1, 2}, new float[] {1, 0}))
        .orElseThrow();
    assertThat(log[0]).isCloseTo(-2 - Math.log(Math.PI / 2), within(1e-12));
  }

  @Test
  void weightsAreScaledToOneAndFollowedByTheDraws() {
    MixtureDraws mixture = new MixtureDraws(8, 1, 0.3, TWO, List.of(1.0, 3.0));
    assertThat(mixture.modeWeights()).containsExactly(0.25, 0.75);
    int n = 10_000;
    FloatArray draws = mixture.open().batch(n, RandomKey.ofSeed(1));
    double left = 0;
    for (int i = 0; i < n; i++) {
      left += draws.values()[2 * i] < 0.5 ? 1.0 / n : 0;
    }
    // modes are 5 sd from x = 0.5; standard error sqrt(0.25 0.75 / n) = 0.0043
    assertThat(left).isCloseTo(0.25, within(4 * 0.0043));
  }

  @Test
  void weightsOfAnotherNumberThanModes_areRefused() {
    assertThatThrownBy(() -> new MixtureDraws(8, 1, 0.1, List.of(), List.of(1.0, 2.0)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("weights: got 2 weights for 8 Gaussians");
  }

  @Test
  void aCentreThatIsNoPoint_isRefused() {
    assertThatThrownBy(
            () -> new MixtureDraws(8, 1, 0.1, List.of(List.of(0.0, 0.0), List.of(1.0)), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("means[1]: a centre is two finite numbers [x, y], got [1.0]");
  }

  @Test
  void aRingBesideMeans_isRefused() {
    assertThatThrownBy(() -> new MixtureDraws(2, 1, 0.1, TWO, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("means: groups and radius place a ring");
  }
}
