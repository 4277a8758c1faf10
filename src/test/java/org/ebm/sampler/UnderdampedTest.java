package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Gaussian;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.Rosenbrock;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Paths with friction: exact where they are adjusted, of the leapfrog's known bias where not, and Hamiltonian without friction. */
class UnderdampedTest {
  private static final Torch TORCH = Torch.open("cpu", 2);

  /** The noise that nobody keeps is drawn after the rest, so that the first step is the same path; energies differ by rounding only. */
  @Test
  void withoutFriction_aStepIsThatOfHmc() {
    GaussianMixture ring = GaussianMixture.ring(8, 1, 0.3);
    FloatArray start = Moved.normal(400, 0.7, 0.7);
    Transition hmc = Moved.run(ring, new Hmc(0.35, 4, 1.5), TORCH, start, 1);
    Transition free = Moved.run(ring, new Underdamped(0.35, 4, 1, 1.5, true), TORCH, start, 1);
    int unlike = 0;
    for (int chain = 0; chain < 400; chain++) {
      if (hmc.acceptance()[chain] != free.acceptance()[chain]) {
        unlike++;
        continue;
      }
      for (int axis = 0; axis < 2; axis++) {
        double expected = hmc.state().position().values()[2 * chain + axis];
        assertThat((double) free.state().position().values()[2 * chain + axis])
            .isCloseTo(expected, within(1e-5));
      }
    }
    assertThat(unlike).isLessThan(2);
    assertThat(Moments.of(hmc.acceptance()).mean()).isBetween(0.3, 0.95);
  }

  /**
   * x_1 ~ N(1, 1/2), x_2 ~ N(x_1^2, 1/10), exact draws of which stay so at a third of rejections or so: E x_1 = 1, E x_2 = 1.5, E (x_2 - x_1^2)^2 = 0.1. Without the energy
   * that the noise along the path brings in, or without rejection, the wall is wider.
   */
  @Test
  void adjusted_theValleyStays() {
    FloatArray start = Moved.normal(8000, Math.sqrt(0.5), Math.sqrt(0.1));
    for (int i = 0; i < start.values().length; i += 2) {
      start.values()[i] += 1;
      start.values()[i + 1] += start.values()[i] * start.values()[i];
    }
    Transition end = Moved.run(
        new Rosenbrock(1, 5, 2), new Underdamped(0.18, 6, 0.7, 1, true), TORCH, start, 30);
    assertThat(Moments.of(end.acceptance()).mean()).isBetween(0.5, 0.9);
    double[] x = Moved.column(end.state().position(), 0);
    double[] y = Moved.column(end.state().position(), 1);
    double[] wall = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wall[i] = Math.pow(y[i] - x[i] * x[i], 2);
    }
    assertThat(Moved.standardErrors(x, 1)).isLessThan(3);
    assertThat(Moved.standardErrors(y, 1.5)).isLessThan(3);
    assertThat(Moved.standardErrors(wall, 0.1)).isLessThan(3);
  }

  /** Unadjusted, from a point: the variances T s^2 / (1 - eps^2 / 4 T s^2) of three scales at once, whatever share of the momentum is kept. */
  @Test
  void unadjusted_theVarianceIsThatOfTheLeapfrog() {
    double[] sd = {0.2, 0.5, 1};
    double temperature = 2;
    double eps = 0.25;
    for (double kept : new double[] {0, 0.9}) {
      Transition end = Moved.run(
          new Gaussian(List.of(sd[0], sd[1], sd[2])),
          new Underdamped(eps, 6, kept, temperature, false),
          TORCH,
          Moved.normal(6000, 0, 0, 0),
          150);
      assertThat(end.acceptance()).containsOnly(1);
      for (int axis = 0; axis < 3; axis++) {
        double variance = temperature * sd[axis] * sd[axis];
        assertThat(Moved.standardErrors(
                Moved.squared(Moved.column(end.state().position(), axis)),
                variance / (1 - eps * eps / 4 / variance)))
            .as("axis %d, kept %s", axis, kept)
            .isLessThan(3);
      }
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
