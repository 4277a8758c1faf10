package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class LogWeightsTest {
  /** Weights 1, 2, 3 times e^1000: mean 2, (1 + 2 + 3)^2 / (1 + 4 + 9) = 18/7; sd 1, so the error is 1 / (2 sqrt 3). */
  private static final LogWeights WEIGHTS =
      new LogWeights(1000, 1000 + Math.log(2), 1000 + Math.log(3));

  @Test
  void logMeanDoesNotOverflow() {
    assertThat(WEIGHTS.logMean()).isCloseTo(1000 + Math.log(2), offset(1e-9));
  }

  @Test
  void effectiveSampleSizeIsTheSquaredSumOverTheSumOfSquares() {
    assertThat(WEIGHTS.effectiveSampleSize()).isCloseTo(18 / 7.0, offset(1e-9));
  }

  @Test
  void standardErrorIsThatOfTheMeanOverTheMean() {
    assertThat(WEIGHTS.standardError()).isCloseTo(1 / (2 * Math.sqrt(3)), offset(1e-9));
  }

  @Test
  void equalWeightsAreWorthTheirNumber_andSureOfTheirMean() {
    LogWeights equal = new LogWeights(-7, -7, -7, -7);
    assertThat(equal.effectiveSampleSize()).isCloseTo(4, offset(1e-9));
    assertThat(equal.standardError()).isCloseTo(0, offset(1e-7));
  }

  @Test
  void aZeroWeightCounts_andNaNIsNotHidden() {
    assertThat(new LogWeights(0, Double.NEGATIVE_INFINITY).logMean())
        .isCloseTo(Math.log(0.5), offset(1e-12));
    assertThat(new LogWeights(0, Double.NaN).logMean()).isNaN();
  }
}
