package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.BinaryStates;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kaufman's formula against sums over all states of small lattices, and against published numbers of a large one. */
class KaufmanTest {
  @ParameterizedTest
  @CsvSource({
    "0.2, 4, 4",
    "0.44068679350977147, 4, 4",
    "0.6, 4, 4",
    "0.3, 3, 4",
    "0.3, 4, 3",
    "0.5, 3, 3",
    "0.9, 2, 5"
  })
  void isTheSumOverAllStates(double k, int rows, int columns) {
    BinaryStates states = new BinaryStates(
        Space.binary(Shape.of(rows * columns), Support.SPIN), s -> -k * bonds(s, rows, columns));
    ExactLaw law = new Kaufman(k, rows, columns).law();
    assertThat(law.logPartition()).isCloseTo(states.logPartition(), within(1e-9));
    assertThat(law.meanEnergy().orElseThrow()).isCloseTo(states.meanEnergy(), within(1e-8));
  }

  private static double bonds(double[] s, int rows, int columns) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double right = s[i * columns + (j + 1) % columns];
        double below = s[(i + 1) % rows * columns + j];
        sum += s[i * columns + j] * (right + below);
      }
    }
    return sum;
  }

  /** Made beforehand with a program of another author's, to the digits given. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 0.79055907, -0.704499",
    "0.4, 0.87937335, -1.107292",
    "0.44068679350977147, 0.93032039, -1.433658",
    "0.5, 1.02646971, -1.745565",
    "0.6, 1.21080929, -1.909086"
  })
  void has32x32SitesAsPublished(double beta, double logPartition, double energy) {
    ExactLaw law = Ising.periodic(beta, 32, 32).open().exactLaw(List.of()).orElseThrow();
    assertThat(law.logPartition() / 1024).isCloseTo(logPartition, within(6e-9));
    assertThat(law.meanEnergy().orElseThrow() / 1024 / beta).isCloseTo(energy, within(6e-7));
  }

  @Test
  void isThereForSquareLatticesWithoutFieldsAndEndsOnly() {
    assertThat(law(1, 0, true, 4, 4)).isPresent();
    assertThat(law(-1, 0, true, 4, 4).orElseThrow().logPartition())
        .isEqualTo(law(1, 0, true, 4, 4).orElseThrow().logPartition());
    assertThat(law(-1, 0, true, 3, 4)).isEmpty();
    assertThat(law(1, 0.1, true, 4, 4)).isEmpty();
    assertThat(law(1, 0, false, 4, 4)).isEmpty();
    assertThat(law(1, 0, true, 4, 4, 4)).isEmpty();
    assertThat(law(1, 0, true, 16)).isEmpty();
  }

  private static Optional<ExactLaw> law(
      double coupling, double field, boolean periodic, Integer... size) {
    Ising.Boundary boundary = periodic ? Ising.Boundary.PERIODIC : Ising.Boundary.FREE;
    return new Ising(Arrays.asList(size), coupling, field, 0.3, boundary, Optional.empty())
        .open()
        .exactLaw(List.of());
  }
}
