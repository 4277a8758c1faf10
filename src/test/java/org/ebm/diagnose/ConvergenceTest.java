package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {
  /** Numbers of ArviZ for the same four autoregressive chains, the last one moved by a shift. */
  @ParameterizedTest
  @CsvSource({
    "0,   1.001646, 1375.883, 2326.227",
    "0.2, 1.052355,   68.536,  198.343",
    "1,   1.493312,    7.558,   33.694"
  })
  void of_autoregressiveChains_isWhatArvizGives(
      double shift, double rHat, double bulk, double tail) {
    double[][] chains = autoregressive(4, 1000);
    chains[3] = Arrays.stream(chains[3]).map(value -> value + shift).toArray();
    Convergence result = Convergence.of(chains);
    assertThat(result.rHat()).isCloseTo(rHat, within(1e-5));
    assertThat(result.essBulk()).isCloseTo(bulk, withPercentage(0.1));
    assertThat(result.essTail()).isCloseTo(tail, withPercentage(0.1));
  }

  @Test
  void of_chainsOfDifferentSpread_isSeenInTheTails() {
    // NumPy and SciPy on the same chains: R-hat of ranks 1.0019, of folded ranks 1.282621
    double[][] chains = autoregressive(4, 1000);
    chains[3] = Arrays.stream(chains[3]).map(value -> 5 * value).toArray();
    assertThat(Convergence.of(chains).rHat()).isCloseTo(1.282621, within(1e-5));
  }

  @Test
  void referenceChains_startAsPublished() {
    assertThat(Arrays.copyOf(autoregressive(1, 3)[0], 3))
        .containsExactly(new double[] {-.03861439, .36721242, -.14752622}, within(1e-8));
  }

  @Test
  void of_chainsThatNeverMove_haveNeitherRHatNorSize() {
    Convergence result = Convergence.of(new double[][] {{2, 2, 2, 2, 2, 2}, {2, 2, 2, 2, 2, 2}});
    assertThat(result.rHat()).isNaN();
    assertThat(result.essBulk()).isNaN();
    assertThat(result.essTail()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 50, 1000})
  void of_chainsThatStandStillApart_haveNeitherRHatNorSize(int draws) {
    // scores of ranks are no round numbers: their mean over a chain is off by a rounding error
    double[][] chains = IntStream.range(0, 8)
        .mapToObj(m -> DoubleStream.generate(() -> 0.1 * m * m).limit(draws).toArray())
        .toArray(double[][]::new);
    Convergence result = Convergence.of(chains);
    assertThat(Convergence.standStill(chains)).isTrue();
    assertThat(result.rHat()).isNaN();
    assertThat(result.essBulk()).isNaN();
    assertThat(result.essTail()).isNaN();
  }

  @Test
  void of_manyStuckChainsAndOneThatMoves_isFarFromOne() {
    Convergence result =
        Convergence.of(new double[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {0.5, 0.6, 0.5, 0.6}});
    assertThat(result.rHat()).isBetween(2.0, 1e3);
  }

  @Test
  void of_chainsWhoseDistanceToTheMedianStandsStillApart_isInfinite() {
    // the second flips twice as far: the bulk agrees, the spread never will
    double[][] chains = {{-1, 1, -1, 1, -1, 1, -1, 1}, {-2, 2, -2, 2, -2, 2, -2, 2}};
    assertThat(Convergence.of(chains).rHat()).isInfinite();
  }

  @Test
  void of_aNaNDraw_isNaN() {
    Convergence result = Convergence.of(new double[][] {{1, 2, 3, Double.NaN, 5}});
    assertThat(result.rHat()).isNaN();
    assertThat(result.essBulk()).isNaN();
    assertThat(result.essTail()).isNaN();
  }

  @Test
  void of_threeDraws_isRefused() {
    assertThatThrownBy(() -> Convergence.of(new double[][] {{1, 2, 3}}))
        .hasMessage("R-hat needs a chain of at least 4 draws");
  }

  /** y(n) = y(n-1)/2 + e(n), with e from a linear congruential generator anyone can repeat. */
  private static double[][] autoregressive(int chains, int draws) {
    double[][] result = new double[chains][draws];
    for (int m = 0; m < chains; m++) {
      long u = 1000L * (m + 1) + 7;
      double y = 0;
      for (int n = 0; n < draws; n++) {
        u = (1103515245L * u + 12345) % (1L << 31);
        y = 0.5 * y + u / 2147483648.0 - 0.5;
        result[m][n] = y;
      }
    }
    return result;
  }
}
