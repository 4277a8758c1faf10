package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongRunLengthTest {
  @Test
  void needed_isTheLargerOfTrainingLengthsAndCrossings() {
    // 5 (0.75 / 0.01)^2 = 28125 against 20 * 100
    assertThat(LongRunLength.needed(100, 0.75, 0.01)).isEqualTo(28_125);
    // 5 (0.75 / 0.125)^2 = 180 against 20 * 500
    assertThat(LongRunLength.needed(500, 0.75, 0.125)).isEqualTo(10_000);
    assertThat(LongRunLength.needed(0, 0.75, 0.125)).isEqualTo(180);
  }
}
