package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of bounds that cannot be bounds. */
class LogPartitionTest {
  private static LogPartition of(double low, double high, boolean exact) {
    return new LogPartition(
        0,
        new LogWeights(low, low + 0.01, low - 0.01),
        new LogWeights(-high, -high + 0.01, -high - 0.01),
        exact);
  }

  private static Findings reported(LogPartition bounds) {
    Findings findings = new Findings();
    bounds.report(findings);
    return findings;
  }

  @Test
  void aLowerBoundAboveTheUpper_isSaidToBeImpossible() {
    assertThat(of(3, 2.5, true).isInverted()).isTrue();
    assertThat(reported(of(3, 2.5, true)).warnings())
        .singleElement()
        .asString()
        .contains("impossible", "no finite integral");
    assertThat(reported(of(9, 2.5, true)).warnings()).hasSize(1);
  }

  /** The two standard errors are 0.0058 each: 0.02 is below three of both. */
  @Test
  void boundsThatOverlapByChance_areNot() {
    assertThat(of(2.02, 2, true).isInverted()).isFalse();
    assertThat(reported(of(2, 2.5, true)).warnings()).isEmpty();
  }

  @Test
  void withoutExactStarts_itIsSaidThatThereMayBeNoLogZ() {
    assertThat(reported(of(2, 2.5, false)).warnings())
        .singleElement()
        .asString()
        .contains("there is no log Z at all if exp(-U) has no finite integral");
  }
}
