package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.assertj.core.data.Offset;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Oscillation.Strength;
import org.junit.jupiter.api.Test;

class OscillationTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final double[] GAP = {1, -2, 3, -1, 2};
  private static final double[] MOVED = {1, 2, 4, 3, 5};

  @Test
  void gapAutocorrelation_isUncentred() {
    // sum d^2 = 1+4+9+1+4 = 19; lag 1: -2-6-3-2 = -13; lag 2: 3+2+6 = 11; lag 3: -1-4 = -5; lag 4:
    // 2
    Oscillation result = Oscillation.of(GAP, MOVED);
    assertThat(result.gapAutocorrelation())
        .containsExactly(new double[] {1, -13 / 19.0, 11 / 19.0, -5 / 19.0, 2 / 19.0}, ROUNDING);
  }

  @Test
  void displacementAutocorrelation_isCentred() {
    // r - 3 = -2 -1 1 0 2, squares 10; lag 1: 2-1+0+0 = 1; lag 2: -2+0+2 = 0; lag 3: 0-2 = -2; lag
    // 4: -4
    Oscillation result = Oscillation.of(GAP, MOVED);
    assertThat(result.displacementAutocorrelation())
        .containsExactly(new double[] {1, 0.1, 0, -0.2, -0.4}, ROUNDING);
  }

  @Test
  void crossCorrelation_atPositiveLag_takesTheGapLater() {
    // d(i+4) r(i): 2*(-2) = -4 at lag 4; d(i) r(i+4): 1*2 = 2 at lag -4; lag 0: -2+2+3+0+4 = 7;
    // scale sqrt(19*10)
    double[] result = Oscillation.of(GAP, MOVED).crossCorrelation();
    double scale = Math.sqrt(190);
    assertThat(result).hasSize(9);
    assertThat(result[8]).isCloseTo(-4 / scale, ROUNDING);
    assertThat(result[0]).isCloseTo(2 / scale, ROUNDING);
    assertThat(result[4]).isCloseTo(7 / scale, ROUNDING);
  }

  @Test
  void of_aConstantSeries_leavesItsPanelsEmpty() {
    Oscillation result = Oscillation.of(GAP, new double[] {7, 7, 7, 7, 7});
    assertThat(result.gapAutocorrelation()).hasSize(5);
    assertThat(result.displacementAutocorrelation()).isEmpty();
    assertThat(result.crossCorrelation()).isEmpty();
  }

  @Test
  void of_longSeries_looksAtTheLastWindowOnly() {
    double[] gap = new double[2500];
    double[] moved = new double[2500];
    for (int i = 0; i < gap.length; i++) {
      gap[i] = i < 500 ? 1e6 : (i % 2 == 0 ? 1 : -1);
      moved[i] = i < 500 ? Double.NaN : i % 3;
    }
    Oscillation result = Oscillation.of(gap, moved);
    assertThat(result.window()).isEqualTo(2000);
    assertThat(result.crossCorrelation()).hasSize(31);
    // alternating signs: 1999 products of -1, sum of squares 2000
    assertThat(result.gapAutocorrelation()[1]).isCloseTo(-1999 / 2000.0, ROUNDING);
    assertThat(result.displacementAutocorrelation()).doesNotContain(Double.NaN);
  }

  @Test
  void of_aNaN_givesNaN() {
    Oscillation result = Oscillation.of(new double[] {1, Double.NaN, 2}, new double[] {1, 2, 3});
    assertThat(result.gapAutocorrelation()).containsOnly(Double.NaN);
    assertThat(result.crossCorrelation()).containsOnly(Double.NaN);
    assertThat(result.displacementAutocorrelation()).doesNotContain(Double.NaN);
  }

  @Test
  void strength_ofAGapThatSwingsBack_isStrong() {
    // a period of 8: lag 4 is the opposite
    assertThat(of(1000, i -> Math.sin(Math.PI * i / 4)).strength()).isEqualTo(Strength.STRONG);
    assertThat(of(1000, i -> i % 2 == 0 ? 1 : -1).strength()).isEqualTo(Strength.STRONG);
  }

  @Test
  void strength_ofIndependentOrDriftingGaps_isWeak() {
    UniformRandomProvider random = RandomKey.ofSeed(4).generator();
    assertThat(of(2000, i -> random.nextDouble() - 0.5).strength()).isEqualTo(Strength.WEAK);
    assertThat(of(2000, i -> i + 1.0).strength()).isEqualTo(Strength.WEAK);
  }

  @Test
  void strength_needsBothSizeAndSignificance() {
    // a moving average z(i) - c z(i-1) has the lag-1 autocorrelation -c / (1 + c^2): -0.2 at c =
    // 0.21 (weak), -0.4 at c = 0.5 (strong); standard error 0.022
    assertThat(movingAverage(2000, 0.21).strength()).isEqualTo(Strength.WEAK);
    assertThat(movingAverage(2000, 0.5).strength()).isEqualTo(Strength.STRONG);
    // 100 updates: 4 standard errors are 0.4, and alternating signs reach -0.99
    assertThat(of(100, i -> i % 2 == 0 ? 1 : -1).strength()).isEqualTo(Strength.STRONG);
    // -0.275 of 150 updates: 4 standard errors are 0.33
    assertThat(movingAverage(150, 0.3).strength()).isEqualTo(Strength.WEAK);
  }

  @Test
  void strength_ofTooFewConstantOrBadGaps_isNoneMeasurable() {
    assertThat(of(99, i -> i % 2 == 0 ? 1 : -1).strength()).isEqualTo(Strength.NONE_MEASURABLE);
    assertThat(of(500, i -> 2).strength()).isEqualTo(Strength.NONE_MEASURABLE);
    assertThat(of(500, i -> i == 7 ? Double.NaN : i).strength())
        .isEqualTo(Strength.NONE_MEASURABLE);
    assertThat(Strength.NONE_MEASURABLE).hasToString("none measurable");
  }

  private static Oscillation movingAverage(int updates, double c) {
    float[] z = NormalSample.drawn(updates + 1, 1, 1, RandomKey.ofSeed(6)).values();
    return of(updates, i -> z[i + 1] - c * z[i]);
  }

  /** With a displacement that plays no part. */
  private static Oscillation of(int updates, IntToDoubleFunction gap) {
    return Oscillation.of(
        IntStream.range(0, updates).mapToDouble(gap).toArray(), new double[updates]);
  }

  @Test
  void of_noUpdates_isEmpty() {
    Oscillation result = Oscillation.of(new double[0], new double[0]);
    assertThat(result.window()).isZero();
    assertThat(result.gapAutocorrelation()).isEmpty();
  }

  @Test
  void of_seriesOfDifferentLength_isRefused() {
    assertThatThrownBy(() -> Oscillation.of(new double[3], new double[2]))
        .hasMessage("3 energy gaps but 2 displacements");
  }
}
