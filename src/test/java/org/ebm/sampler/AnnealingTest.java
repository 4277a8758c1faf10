package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.NoiseLevels;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A3.3 of the specification: two Gaussians of weights 0.8 and 0.2 at (5, 5) and (-5, -5), chains from uniform noise on [-8, 8]^2. */
class AnnealingTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(1);
  private static final int CHAINS = 4000;
  private static final FloatArray START =
      new UniformStart(8).noise(Space.of(Shape.of(2)), CHAINS, KEY.fold("start"));

  private static GaussianMixture mixture(Optional<NoiseLevels> levels) {
    return new GaussianMixture(
        8, 1, 1, List.of(List.of(5.0, 5.0), List.of(-5.0, -5.0)), List.of(0.8, 0.2), levels);
  }

  private static double weightOfTheBigMode(FloatArray x) {
    int big = 0;
    for (int i = 0; i < x.rows(); i++) {
      big += x.values()[2 * i] + x.values()[2 * i + 1] > 0 ? 1 : 0;
    }
    return big / (double) x.rows();
  }

  /** The standard error of a share of 4000 is 0.006; the specification allows 0.06 for the bias of 100 steps at each level. */
  @Test
  void annealedChainsFindTheWeightsOfModes() {
    GaussianMixture energy = mixture(Optional.of(new NoiseLevels(20, 1, 10)));
    Annealing annealing = new Annealing(100, Math.sqrt(0.1), false);
    FloatArray end = annealing.run(energy, List.of(), START, run());
    assertThat(weightOfTheBigMode(end)).isCloseTo(0.8, within(0.06));
  }

  /** Each chain falls into the mode on its own side: the weights are those of the start. */
  @Test
  void plainChainsDoNot() {
    Compute compute = new Compute(TORCH, Precision.FLOAT32);
    try (Kernel kernel =
        Kernel.open(mixture(Optional.empty()), new Langevin(Math.sqrt(0.1), 1, true), compute)) {
      ChainState state = kernel.init(List.of(), START);
      FloatArray end =
          kernel.run(List.of(), state, 1000, KEY.fold("plain")).state().position();
      assertThat(weightOfTheBigMode(end)).isCloseTo(0.5, within(0.05));
    }
  }

  /** At its last level the energy is that of variance 1 + 1; with denoising x - dU/dx the chains' variance around a mode becomes 2 (1 - 1/2)^2 = 0.5. */
  @Test
  void denoisedChainsAreExpectations() {
    GaussianMixture energy = mixture(Optional.of(new NoiseLevels(20, 1, 10)));
    FloatArray noisy = new Annealing(100, 0.3, false).run(energy, List.of(), START, run());
    FloatArray clean = new Annealing(100, 0.3, true).run(energy, List.of(), START, run());
    // the standard error of a variance is sqrt(2 / 8000) = 1.6 % of it; eps^2 / 8 of bias is 1 %
    assertThat(variance(noisy)).isCloseTo(2, within(0.15));
    assertThat(variance(clean)).isCloseTo(0.5, within(0.04));
  }

  /** Around the nearer of the two modes. */
  private static double variance(FloatArray x) {
    double sum = 0;
    for (int i = 0; i < x.rows(); i++) {
      double a = x.values()[2 * i];
      double b = x.values()[2 * i + 1];
      double mode = a + b > 0 ? 5 : -5;
      sum += (a - mode) * (a - mode) + (b - mode) * (b - mode);
    }
    return sum / (2 * x.rows());
  }

  @Test
  void withoutNoiseLevels_itIsRefused() {
    Annealing annealing = new Annealing(10, 0.1, false);
    assertThatThrownBy(() -> annealing.run(mixture(Optional.empty()), List.of(), START, run()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("annealing: the energy has no noise levels to go down");
  }

  private static Annealing.Run run() {
    return new Annealing.Run(new Compute(TORCH, Precision.FLOAT32, 1000), KEY.fold("run"));
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
