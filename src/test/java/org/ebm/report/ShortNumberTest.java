package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortNumberTest {
  @Test
  void of_hasFourDigits() {
    assertThat(ShortNumber.of(0.0316227)).isEqualTo("0.03162");
    assertThat(ShortNumber.of(-1234.56)).isEqualTo("-1,235");
    assertThat(ShortNumber.of(1)).isEqualTo("1");
    assertThat(ShortNumber.of(0)).isEqualTo("0");
    assertThat(ShortNumber.of(1.23456e-5)).isEqualTo("1.235e-5");
    assertThat(ShortNumber.of(-3.1e7)).isEqualTo("-3.1e7");
    assertThat(ShortNumber.rough(0.19371)).isEqualTo("0.19");
  }

  @Test
  void whatIsNoNumber_isADashOrAWord() {
    assertThat(ShortNumber.of(Double.NaN)).isEqualTo("–");
    assertThat(ShortNumber.of(Double.NEGATIVE_INFINITY)).isEqualTo("-infinite");
  }
}
