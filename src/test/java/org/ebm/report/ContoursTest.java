package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleBinaryOperator;
import org.ebm.diagnose.Grid2d;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static final Grid2d GRID = Grid2d.square(2, 80);

  private static double[] values(DoubleBinaryOperator f) {
    double[] values = new double[GRID.cells()];
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = f.applyAsDouble(GRID.x(cell % GRID.n()), GRID.y(cell / GRID.n()));
    }
    return values;
  }

  @Test
  void ofABowl_isACircleOfItsLength() {
    double[] pieces = Contours.of(GRID, values((x, y) -> x * x + y * y), 1);
    double length = 0;
    for (int i = 0; i < pieces.length; i += 4) {
      assertThat(Math.hypot(pieces[i], pieces[i + 1])).isCloseTo(1, within(1e-3));
      length += Math.hypot(pieces[i + 2] - pieces[i], pieces[i + 3] - pieces[i + 1]);
    }
    assertThat(length).isCloseTo(2 * Math.PI, within(0.01));
  }

  @Test
  void ofASlope_isTheLineItself() {
    double[] pieces = Contours.of(GRID, values((x, y) -> x - 2 * y), 0.5);
    assertThat(pieces).isNotEmpty();
    for (int i = 0; i < pieces.length; i += 2) {
      assertThat(pieces[i] - 2 * pieces[i + 1]).isCloseTo(0.5, within(1e-9));
    }
  }

  @Test
  void whereNothingIsKnown_thereIsNone() {
    assertThat(Contours.of(GRID, values((x, y) -> x < 0 ? Double.NaN : 3), 1)).isEmpty();
    double[] half = Contours.of(GRID, values((x, y) -> x < 0 ? Double.NaN : x * x + y * y), 1);
    assertThat(half).isNotEmpty();
    for (int i = 0; i < half.length; i += 2) {
      assertThat(half[i]).isPositive();
    }
  }
}
