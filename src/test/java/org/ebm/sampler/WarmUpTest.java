package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Gaussian;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final Gaussian ENERGY = new Gaussian(List.of(0.1, 0.1, 0.1, 0.1, 0.1));
  private static final FloatArray START = Moved.normal(400, 0.1, 0.1, 0.1, 0.1, 0.1);

  private static WarmUp.Result warmUp(Sampler sampler, WarmUp warmUp) {
    try (Kernel kernel = Kernel.open(ENERGY, sampler, Moved.compute(TORCH, 200))) {
      return warmUp.run(kernel, EnergyInputs.NONE, kernel.init(List.of(), START), Moved.KEY);
    }
  }

  /** From an eps ten times too small or too large the frozen sampler accepts as often as it should. */
  @Test
  void acceptanceComesToItsTarget() {
    WarmUp auto = new WarmUp(200, Optional.empty());
    assertTarget(new Mala(0.02, 1), auto, 0.574);
    assertTarget(new Mala(1, 1), auto, 0.574);
    assertTarget(new Hmc(0.02, 3, 1), auto, 0.65);
    assertTarget(new Mala(0.02, 1), new WarmUp(200, Optional.of(0.8)), 0.8);
  }

  private static void assertTarget(Sampler sampler, WarmUp warmUp, double target) {
    WarmUp.Result result = warmUp(sampler, warmUp);
    Sampler adapted = result.kernel().sampler();
    assertThat(result.stepSize()).hasSize(warmUp.steps());
    assertThat(result.stepSize()[0]).isEqualTo(sampler.stepSize());
    assertThat(adapted).isEqualTo(sampler.withStepSize(adapted.stepSize()));
    Transition frozen = Moved.run(ENERGY, adapted, TORCH, START, 50);
    // eps goes up and down by some times 2 %, which is about as much in acceptance
    assertThat(org.ebm.diagnose.Moments.of(frozen.acceptance()).mean())
        .isCloseTo(target, within(0.06));
    assertThat(Arrays.stream(result.acceptance()).skip(150).average().orElseThrow())
        .isCloseTo(target, within(0.03));
  }

  @Test
  void sameKeySameResult() {
    WarmUp warmUp = new WarmUp(30, Optional.empty());
    WarmUp.Result one = warmUp(new Mala(0.1, 1), warmUp);
    WarmUp.Result two = warmUp(new Mala(0.1, 1), warmUp);
    assertThat(one.stepSize()).isEqualTo(two.stepSize());
    assertThat(one.acceptance()).isEqualTo(two.acceptance());
    assertThat(one.state()).isEqualTo(two.state());
  }

  /** Above the target eps grows by 2 %, below it shrinks by 2 %, the average starting at the target. */
  @Test
  void everyStepIsTwoPercent() {
    WarmUp.Result result = warmUp(new Mala(0.1, 1), new WarmUp(40, Optional.empty()));
    double average = 0.574;
    for (int step = 0; step + 1 < 40; step++) {
      average = 0.9 * average + 0.1 * result.acceptance()[step];
      double factor = result.stepSize()[step + 1] / result.stepSize()[step];
      assertThat(factor).isCloseTo(average > 0.574 ? 1.02 : 0.98, within(1e-9));
    }
  }

  @Test
  void langevinHasNothingToAdaptBy() {
    assertThatThrownBy(() -> warmUp(new Langevin(0.1, 1, true), new WarmUp(5, Optional.empty())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("langevin accepts every step");
  }

  /** Chains at NaN never accept; on a flat energy they always do. */
  @Test
  void stepSizeOutOfRangeIsDivergence() {
    FloatArray lost = FloatArray.of(Float.NaN, Float.NaN);
    assertDiverges(1, new Mala(1.01e-8, 1), new FloatArray(new int[] {2, 1}, lost.values()));
    assertDiverges(1e12, new Mala(0.99e8, 1), Moved.normal(2, 1));
  }

  private static void assertDiverges(double sd, Sampler sampler, FloatArray start) {
    try (Kernel kernel = Kernel.open(new Gaussian(List.of(sd)), sampler, Moved.compute(TORCH, 2))) {
      ChainState state = kernel.init(List.of(), start);
      WarmUp warmUp = new WarmUp(5, Optional.empty());
      assertThatThrownBy(() -> warmUp.run(kernel, EnergyInputs.NONE, state, Moved.KEY))
          .isInstanceOfSatisfying(
              EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
          .hasMessageContaining("left [1.0E-8, 1.0E8]");
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
