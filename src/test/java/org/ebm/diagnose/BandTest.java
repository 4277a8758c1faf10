package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandTest {
  @Test
  void contains_itsEndsButNoNaN() {
    Band band = Band.within(0.5);
    assertThat(band.contains(0.5)).isTrue();
    assertThat(band.contains(Math.nextUp(0.5))).isFalse();
    assertThat(band.contains(Double.NaN)).isFalse();
    assertThat(band.contains(new Interval(-0.5, 0.4))).isTrue();
    assertThat(band.contains(new Interval(-0.6, 0.4))).isFalse();
    assertThat(band.contains(new Interval(Double.NaN, Double.NaN))).isFalse();
  }

  @Test
  void toString_readsAsInASentence() {
    assertThat(Band.within(0.5)).hasToString("-0.5 to 0.5");
    assertThat(Band.atMost(0.25)).hasToString("at most 0.25");
    assertThat(Band.atLeast(26125)).hasToString("at least 26125");
  }

  @ParameterizedTest
  @CsvSource({
    "0.95123,    0.951",
    "-3894.6,    -3890",
    "0.0401,     0.0401",
    "20000,      20000",
    "-0.0,       0",
    "1.23456e-7, 1.23E-7",
    "4.5678e12,  4.57E+12",
    "NaN,        NaN",
    "-Infinity,  -Infinity"
  })
  void digits_areThreeAndPlain(double number, String text) {
    assertThat(Digits.of(number)).isEqualTo(text);
  }
}
