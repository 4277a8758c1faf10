package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Potential;
import org.ebm.energy.Rosenbrock;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Chains in the units of each direction: what a warm-up finds, what it is worth, and that it changes no law. */
class MetricTest {
  private static final Torch TORCH = Torch.open("cpu", 2);

  /** The loop in any metric, as a long run has it. */
  private static final class Kernels implements AutoCloseable {
    private final Potential energy;
    private final Sampler sampler;
    private final Map<Metric, Kernel> open = new HashMap<>();

    Kernels(Potential energy, Sampler sampler) {
      this.energy = energy;
      this.sampler = sampler;
    }

    Kernel in(Metric metric) {
      return open.computeIfAbsent(
          metric, m -> Kernel.open(m.of(energy), sampler, Moved.compute(TORCH, 500)));
    }

    @Override
    public void close() {
      open.values().forEach(Kernel::close);
    }
  }

  /** Powers of two: nothing is rounded on the way in and out, U is the same to the bit, and dU/dz = 2^k dU/dx. */
  @Test
  void coordinatesAreOtherUnits_andNothingElse() {
    Metric metric = Metric.of(new double[] {0.011, 5.5});
    assertThat(metric.exponents()).containsExactly(-7, 2);
    assertThat(Metric.of(metric.text())).isEqualTo(metric);
    try (Kernels kernels = new Kernels(new Rosenbrock(1, 5, 2), new Mala(0.1, 1))) {
      ChainState state = kernels.in(Metric.NONE).init(List.of(), Moved.normal(300, 1, 2));
      ChainState within = metric.into(state);
      assertThat(within).isEqualTo(kernels.in(metric).init(List.of(), within.position()));
      assertThat(metric.outOf(within)).isEqualTo(state);
      assertThat((double) within.position().values()[1])
          .isEqualTo(state.position().values()[1] / 4);
      assertThat((double) within.gradient().values()[1])
          .isEqualTo(state.gradient().values()[1] * 4);
    }
  }

  /**
   * Standard deviations from 1 to 1000 in 50 dimensions, from starts 30 times too narrow in most: each unit is found within a factor of 2, and 60 steps of 8 gradients later the
   * variances of 400 chains are right within 3.5 standard errors, the largest of 50 normal values being below that 98 times in 100. Without a metric the wide directions have hardly moved.
   */
  @Test
  void aGaussianOfUnlikeScales() {
    List<Double> sd =
        IntStream.range(0, 50).mapToObj(i -> Math.pow(1000, i / 49.0)).toList();
    Hmc sampler = new Hmc(0.1, 8, 1);
    FloatArray start = Moved.normal(400, sd.stream().mapToDouble(s -> 1).toArray());
    WarmUp warmUp =
        new WarmUp(400, Optional.empty(), Optional.empty(), WarmUp.Precondition.DIAGONAL);
    try (Kernels kernels = new Kernels(new Gaussian(sd), sampler)) {
      ChainState first = kernels.in(Metric.NONE).init(List.of(), start);
      WarmUp.Result warm = warmUp.run(kernels::in, EnergyInputs.NONE, first, Moved.KEY);
      for (int axis = 0; axis < 50; axis++) {
        assertThat(Math.scalb(1.0, warm.metric().exponents()[axis]) / sd.get(axis))
            .isBetween(0.5, 2.0);
      }
      Transition end = warm.kernel()
          .run(EnergyInputs.NONE, warm.metric().into(warm.state()), 60, Moved.KEY.fold("run"));
      assertThat(Moments.of(end.acceptance()).mean()).isBetween(0.55, 0.8);
      FloatArray position = warm.metric().outOf(end.state()).position();
      for (int axis = 0; axis < 50; axis++) {
        double[] squares = Moved.squared(Moved.column(position, axis));
        assertThat(Moved.standardErrors(squares, sd.get(axis) * sd.get(axis)))
            .as("axis %d", axis)
            .isLessThan(3.5);
      }
      Transition alone = Moved.run(new Gaussian(sd), new Hmc(0.7, 8, 1), TORCH, start, 460);
      double[] widest = Moved.squared(Moved.column(alone.state().position(), 49));
      assertThat(Moments.of(widest).mean()).isLessThan(0.1 * 1000 * 1000);
    }
  }

  /** From an eps a thousand times too small or too large, in 150 steps. */
  @Test
  void dualAveragingFindsEpsFromFarAway() {
    Gaussian energy = new Gaussian(List.of(0.1, 0.1, 0.1));
    WarmUp warmUp = new WarmUp(
        150, Optional.empty(), Optional.of(WarmUp.Rule.DUAL_AVERAGING), WarmUp.Precondition.NONE);
    for (double eps : new double[] {1e-4, 100}) {
      try (Kernel kernel = Kernel.open(energy, new Mala(eps, 1), Moved.compute(TORCH, 500))) {
        FloatArray start = Moved.normal(400, 0.1, 0.1, 0.1);
        WarmUp.Result warm =
            warmUp.run(kernel, EnergyInputs.NONE, kernel.init(List.of(), start), Moved.KEY);
        Transition end = Moved.run(energy, warm.kernel().sampler(), TORCH, start, 50);
        assertThat(Moments.of(end.acceptance()).mean()).isBetween(0.574 - 0.04, 0.574 + 0.04);
      }
    }
  }

  @Test
  void aMetricNeedsSteps() {
    assertThatThrownBy(
            () -> new WarmUp(49, Optional.empty(), Optional.empty(), WarmUp.Precondition.DIAGONAL))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("steps: must be at least 50 for precondition: diagonal");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
