package org.ebm.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void of_one_isSingular() {
    assertThat(Counted.of(1, "chain")).isEqualTo("1 chain");
    assertThat(Counted.of(0, "chain")).isEqualTo("0 chains");
    assertThat(Counted.of(12_000, "chain step")).isEqualTo("12,000 chain steps");
    assertThat(Counted.of(2, "class")).isEqualTo("2 classes");
    assertThat(Counted.of(3, "path")).isEqualTo("3 paths");
  }

  @Test
  void some_agreesWithItsVerb() {
    assertThat(Counted.some(1, 1, "chain")).isEqualTo("1 of 1 chain is");
    assertThat(Counted.some(1, 2000, "chain")).isEqualTo("1 of 2,000 chains is");
    assertThat(Counted.some(3, 20, "chain")).isEqualTo("3 of 20 chains are");
  }
}
