package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.network.Dense;
import org.ebm.network.FeedForward;
import org.ebm.network.NetworkDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentTest {
  private static final Torch TORCH = Torch.open("cpu", 1);

  @TempDir
  Path folder;

  /** g(z) = (2 z1 + 1, 3 z2, z1 + z2) of two latents. */
  private Path linear() {
    FeedForward network = new FeedForward(List.of(2), List.of(new Dense(3)));
    Weights weights = Weights.of(
        network.parameters().stream().map(parameter -> parameter.name()).toList(),
        List.of(
            new FloatArray(new int[] {3, 2}, new float[] {2, 0, 0, 3, 1, 1}),
            FloatArray.of(new float[] {1, 0, 0})));
    NetworkDirectory.write(folder.resolve("generator"), network, weights);
    return folder.resolve("generator");
  }

  /** U = sum x_i^2 / 2 sd_i^2 with sd 1, 2, .5: written out, with its derivative by the chain rule. */
  @Test
  void isTheEnergyOfWhatTheGeneratorMakes_andTheNormalLawOfLatents() {
    Latent latent = new Latent(new Gaussian(List.of(1.0, 2.0, 0.5)), linear());
    assertThat(latent.shape()).isEqualTo(Shape.of(2));
    FloatArray z = Nets.uniform(Shape.of(2), 20, RandomKey.ofSeed(3));
    try (Kernel kernel = Kernel.ofEnergies(latent.open(), new Compute(TORCH, Precision.FLOAT32))) {
      ChainState state = kernel.init(List.of(), z);
      for (int i = 0; i < 20; i++) {
        double a = z.values()[2 * i];
        double b = z.values()[2 * i + 1];
        double first = 2 * a + 1;
        double third = a + b;
        double energy = first * first / 2 + 9 * b * b / 8 + 2 * third * third + (a * a + b * b) / 2;
        assertThat(state.energy().values()[i]).isCloseTo((float) energy, within(1e-4f));
        assertThat(state.gradient().values()[2 * i])
            .isCloseTo((float) (2 * first + 4 * third + a), within(1e-4f));
        assertThat(state.gradient().values()[2 * i + 1])
            .isCloseTo((float) (9 * b / 4 + 4 * third + b), within(1e-4f));
      }
    }
  }

  @Test
  void aGeneratorOfOtherExamples_isToldWithBothShapes() {
    assertThatThrownBy(() -> new Latent(new Gaussian(List.of(1.0)), linear()).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("makes examples of shape 3, the energy takes 1");
    assertThat(new Latent(new Gaussian(List.of(1.0, 1.0, 1.0)), linear()).open().fingerprints())
        .containsKeys("generator/weights.safetensors")
        .isNotEqualTo(Map.of());
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
