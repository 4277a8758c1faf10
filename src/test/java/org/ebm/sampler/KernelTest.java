package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.torch.Processor;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelTest {
  private static final RandomKey KEY = RandomKey.ofSeed(7);
  private static final Langevin LANGEVIN = new Langevin(0.01, 1, true);

  private static Transition run(Network network, Precision precision, int workers, int chains) {
    return run(network, precision, "cpu", workers, chains);
  }

  private static Transition run(
      Network network, Precision precision, String devices, int workers, int chains) {
    return run(network, precision, devices, workers, new Size(chains, Compute.DEFAULT_BLOCK, 5));
  }

  private static Transition run(
      Network network, Precision precision, String devices, int workers, Size size) {
    FloatArray start = Nets.uniform(network.shape(), 130, KEY).slice(0, size.chains());
    List<FloatArray> parameters = Nets.parameters(network, KEY);
    try (Torch torch = Torch.open(devices, workers);
        Kernel kernel =
            Kernel.open(network, LANGEVIN, new Compute(torch, precision, size.block()))) {
      return kernel.run(parameters, kernel.init(parameters, start), size.steps(), KEY.fold("run"));
    }
  }

  /**
   * How much to compute.
   *
   * @param block chains in a block
   */
  private record Size(int chains, int block, int steps) {
    /** Two full blocks and a partial one; few chains and steps where bfloat16 is emulated, at a hundredth of the speed. */
    static Size threeBlocks(Precision precision) {
      boolean emulated = precision == Precision.BFLOAT16 && !Processor.here().computesBfloat16();
      return emulated ? new Size(5, 2, 2) : new Size(45, 20, 2);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void resultsAreByteEqual_forAnyNumberOfWorkers(Precision precision) {
    Size size = Size.threeBlocks(precision);
    Transition one = run(Nets.vanilla(1), precision, "cpu", 1, size);
    assertThat(one.state().position().isFinite()).isTrue();
    for (int workers = 2; workers <= 3; workers++) {
      Transition more = run(Nets.vanilla(1), precision, "cpu", workers, size);
      assertThat(more.state()).isEqualTo(one.state());
      assertThat(more.gradientNorm()).isEqualTo(one.gradientNorm());
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void resultsAreByteEqual_forAnyNumberOfDevicesOfOneType(Precision precision) {
    Size size = Size.threeBlocks(precision);
    Transition one = run(Nets.vanilla(1), precision, "cpu", 1, size);
    for (String devices : List.of("cpu,cpu", "cpu,cpu,cpu")) {
      Transition more = run(Nets.vanilla(1), precision, devices, 2, size);
      assertThat(more.state()).isEqualTo(one.state());
      assertThat(more.gradientNorm()).isEqualTo(one.gradientNorm());
    }
  }

  @Test
  void fullBlocksOfChainsAreTheSame_whateverTheNumberOfChains() {
    FloatArray few = run(Nets.toy(), Precision.FLOAT32, 1, 100).state().position();
    FloatArray many = run(Nets.toy(), Precision.FLOAT32, 1, 130).state().position();
    assertThat(few).isEqualTo(many.slice(0, 100));
  }

  /** A block that is not full draws the noise of a full one; only the rounding of its matrix products may differ. */
  @Test
  void chainsOfAPartialBlockDrawTheSameNoise() {
    FloatArray few = run(Nets.toy(), Precision.FLOAT32, 1, 30).state().position();
    FloatArray many = run(Nets.toy(), Precision.FLOAT32, 1, 50).state().position();
    for (int i = 0; i < few.values().length; i++) {
      assertThat(few.values()[i])
          .isCloseTo(many.values()[i], org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  @Test
  void anotherKeyGivesOtherChains() {
    Network network = Nets.toy();
    List<FloatArray> parameters = Nets.parameters(network, KEY);
    try (Torch torch = Torch.open("cpu", 1);
        Kernel kernel = Kernel.open(network, LANGEVIN, new Compute(torch, Precision.FLOAT32))) {
      ChainState start = kernel.init(parameters, Nets.uniform(network.shape(), 10, KEY));
      FloatArray a = kernel.run(parameters, start, 1, KEY.fold("a")).state().position();
      FloatArray b = kernel.run(parameters, start, 1, KEY.fold("b")).state().position();
      assertThat(a).isNotEqualTo(b);
    }
  }

  /** Without noise one step is x - (eps^2 / 2) dU/dx / T, and the path's gradient norm is that of the start. */
  @Test
  void noiselessStepIsGradientDescent() {
    Network network = Nets.smooth();
    List<FloatArray> parameters = Nets.parameters(network, KEY);
    double eps = 0.3;
    double temperature = 2;
    try (Torch torch = Torch.open("cpu", 1);
        Kernel kernel = Kernel.open(
            network,
            new Langevin(eps, temperature, false),
            new Compute(torch, Precision.FLOAT32))) {
      ChainState start = kernel.init(parameters, Nets.uniform(network.shape(), 1, KEY));
      Transition one = kernel.run(parameters, start, 1, KEY);
      float[] x = start.position().values();
      float[] g = start.gradient().values();
      for (int i = 0; i < 2; i++) {
        assertThat((double) one.state().position().values()[i])
            .isCloseTo(
                x[i] - eps * eps / 2 * g[i] / temperature,
                org.assertj.core.data.Offset.offset(1e-6));
      }
      assertThat((double) one.gradientNorm()[0])
          .isCloseTo(Math.hypot(g[0], g[1]), org.assertj.core.data.Offset.offset(1e-5));
    }
  }
}
