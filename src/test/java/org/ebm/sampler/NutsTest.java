package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Funnel;
import org.ebm.energy.Gaussian;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.Rosenbrock;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Paths that double until they return: known laws stay and are reached, and what broke off is counted. */
class NutsTest {
  private static final Torch TORCH = Torch.open("cpu", 2);

  /** x_1 ~ N(1, 1/2), x_2 ~ N(x_1^2, 1/10): E x_1 = 1, E x_2 = 1.5, E (x_2 - x_1^2)^2 = 0.1, at an eps that is too large for the leapfrog alone. */
  @Test
  void theValleyStays() {
    FloatArray start = Moved.normal(6000, Math.sqrt(0.5), Math.sqrt(0.1));
    for (int i = 0; i < start.values().length; i += 2) {
      start.values()[i] += 1;
      start.values()[i + 1] += start.values()[i] * start.values()[i];
    }
    Transition end = Moved.run(new Rosenbrock(1, 5, 2), new Nuts(0.25, 6, 1), TORCH, start, 12);
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

  /** Exact draws of a mixture stay its draws: E |x|^2 = 1 + 2 * 0.15^2, E x_2 = 0; at temperature 2 a normal law has twice the variance. */
  @Test
  void mixtureStays_andTemperatureCounts() {
    GaussianMixture ring = GaussianMixture.ring(8, 1, 0.15);
    FloatArray start = ring.data().open().batch(4000, Moved.KEY);
    Transition end = Moved.run(ring, new Nuts(0.15, 5, 1), TORCH, start, 10);
    double[] x = Moved.squared(Moved.column(end.state().position(), 0));
    double[] y = Moved.squared(Moved.column(end.state().position(), 1));
    Arrays.setAll(x, i -> x[i] + y[i]);
    assertThat(Moved.standardErrors(x, 1.045)).isLessThan(3);
    assertThat(Moved.standardErrors(Moved.column(end.state().position(), 1), 0)).isLessThan(3);
    Transition hot = Moved.run(
        new Gaussian(List.of(0.5)), new Nuts(0.4, 5, 2), TORCH, Moved.normal(4000, 0.5), 20);
    assertThat(Moved.standardErrors(Moved.squared(Moved.column(hot.state().position(), 0)), 0.5))
        .isLessThan(3);
  }

  /** Deviations 1 to 10 at once, from a point, in 25 steps; paths are as long as the widest needs, no longer than the depth allows. */
  @Test
  void scalesAreReachedFromAPoint() {
    List<Double> sd = IntStream.rangeClosed(1, 10).mapToObj(i -> (double) i).toList();
    FloatArray start = FloatArray.zeros(Shape.of(10), 2000);
    Transition end = Moved.run(new Gaussian(sd), new Nuts(1.0, 8, 1), TORCH, start, 25);
    for (int axis = 0; axis < 10; axis++) {
      double[] squares = Moved.squared(Moved.column(end.state().position(), axis));
      assertThat(Moved.standardErrors(squares, sd.get(axis) * sd.get(axis)))
          .as("axis %d", axis)
          .isLessThan(3);
    }
    assertThat(Moments.of(end.statistics().get(0)).mean()).isZero();
    assertThat(Moments.of(end.statistics().get(1)).mean()).isBetween(7.0, 60.0);
    for (float leaps : Moved.run(new Gaussian(sd), new Nuts(0.01, 3, 1), TORCH, start, 2)
        .statistics()
        .get(1)) {
      assertThat(leaps).isEqualTo(7);
    }
  }

  /** v ~ N(0, 9), from exact draws to the neck and back: E v = 0, E v^2 = 9; where eps is too large for the neck, paths break off and are counted. */
  @Test
  void funnelStays_andDivergencesAreCounted() {
    FloatArray start = new GaussianStart(1).noise(Shape.of(3), 3000, Moved.KEY.fold("funnel"));
    for (int i = 0; i < start.values().length; i += 3) {
      start.values()[i] *= 3;
      float width = (float) Math.exp(start.values()[i] / 2);
      start.values()[i + 1] *= width;
      start.values()[i + 2] *= width;
    }
    Transition end = Moved.run(new Funnel(3), new Nuts(0.5, 6, 1), TORCH, start, 6);
    double[] v = Moved.column(end.state().position(), 0);
    assertThat(Moved.standardErrors(v, 0)).isLessThan(3);
    assertThat(Moved.standardErrors(Moved.squared(v), 9)).isLessThan(3);
    assertThat(Moments.of(end.statistics().get(0)).mean()).isBetween(0.001, 0.5);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
