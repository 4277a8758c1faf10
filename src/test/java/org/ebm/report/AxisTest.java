package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void linearTicks_areRoundAndFew() {
    // 0.25 / 6 = 0.042, so the step is 0.05
    assertThat(labels(new Axis(-0.1, 0.15, false)))
        .containsExactly("-0.10", "-0.05", "0.00", "0.05", "0.10", "0.15");
    assertThat(labels(new Axis(1, 10000, false)))
        .containsExactly("2,000", "4,000", "6,000", "8,000", "10,000");
    assertThat(labels(new Axis(1e-5, 3e-5, false)))
        .containsExactly("1e-5", "1.5e-5", "2e-5", "2.5e-5", "3e-5");
    assertThat(labels(new Axis(-2e7, 2e7, false)))
        .containsExactly("-2e7", "-1e7", "0", "1e7", "2e7");
  }

  @Test
  void logTicks_arePowersOfTen_orFinerOnANarrowAxis() {
    assertThat(labels(new Axis(1, 100000, true)))
        .containsExactly("1", "10", "100", "1,000", "10,000", "100,000");
    assertThat(labels(new Axis(0.08, 0.6, true))).containsExactly("0.1", "0.2", "0.3", "0.5");
    assertThat(labels(new Axis(9, 31, true))).containsExactly("9", "10", "20", "30");
    // of 0.09 and 0.1 alone nobody reads a scale
    assertThat(labels(new Axis(0.088, 0.16, true))).containsExactly("0.1", "0.12", "0.14", "0.16");
    // no 1, 2 or 5 times a power of ten twice in it: ticks of a linear axis
    assertThat(labels(new Axis(21, 29, true))).containsExactly("22", "24", "26", "28");
  }

  @Test
  void position_runsFromLowToHigh() {
    assertThat(new Axis(-1, 3, false).position(0)).isEqualTo(0.25);
    assertThat(new Axis(1, 100, true).position(10)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void around_holdsFiniteValuesWithAMargin() {
    // span 4, margin 0.1 of it on either side
    assertThat(Axis.around(new double[] {1, Double.NaN, 5, Double.POSITIVE_INFINITY}, false, 0.1))
        .isEqualTo(new Axis(0.6, 5.4, false));
    assertThat(Axis.around(new double[] {}, false, 0.1)).isEqualTo(new Axis(0, 1, false));
  }

  @Test
  void aConstant_getsAnAxisOfTwoTicks() {
    for (double value : new double[] {0, 0.1, -7, 1e30, 1e-12}) {
      Axis axis = Axis.around(new double[] {value, value}, false, 0);
      assertThat(axis.position(value)).isCloseTo(0.5, within(1e-9));
      assertThat(axis.ticks()).hasSizeBetween(2, 8);
    }
    assertThat(Axis.around(new double[] {3}, true, 0)).isEqualTo(new Axis(1.5, 6, true));
  }

  /** Energies of -118 that differ in the last bits of a float are one number, not a landscape. */
  @Test
  void around_valuesEqualToRounding_isWideAsForAConstant() {
    double[] values = {-118.000031f, -118.000038f};
    Axis axis = Axis.around(values, false, 0);
    assertThat(axis.high() - axis.low()).isGreaterThan(10);
    assertThat(Axis.around(new double[] {-118, -118.01}, false, 0))
        .isEqualTo(new Axis(-118.01, -118, false));
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }
}
