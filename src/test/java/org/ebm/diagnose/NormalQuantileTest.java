package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
  /** Expected values: SciPy's norm.ppf. */
  @ParameterizedTest
  @CsvSource({
    "1e-7,  -5.1993375821928165",
    "0.001, -3.090232306167813",
    "0.3,   -0.5244005127080409",
    "0.5,    0",
    "0.975,  1.959963984540054",
    "0.999,  3.090232306167813"
  })
  void of_matchesTheTable(double p, double expected) {
    assertThat(NormalQuantile.of(p)).isCloseTo(expected, within(1e-9));
  }
}
