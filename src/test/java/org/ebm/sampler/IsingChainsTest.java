package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Ising;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of spins against what is known exactly: the energy of a bond and the magnetisation. */
class IsingChainsTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(4);

  /** The 4x4 torus by enumeration, specification A5.1; 2000 independent chains, 300 sweeps from noise. */
  @ParameterizedTest
  @CsvSource({"0.2, -0.456135, 0.342766", "0.4406868, -1.565624, 0.843860"})
  void fourByFour(double beta, double energy, double magnetisation) {
    Potential ising = Ising.periodic(beta, 4, 4).open();
    FloatArray start = new UniformStart(1).noise(ising.space(), 2000, KEY.fold("start"));
    try (Kernel kernel = Kernel.open(ising, new Gibbs(300, Gibbs.Order.SYSTEMATIC, 1), compute())) {
      ChainState end =
          kernel.run(List.of(), kernel.init(List.of(), start), 1, KEY).state();
      double[] energies = new double[2000];
      double[] sizes = new double[2000];
      for (int chain = 0; chain < 2000; chain++) {
        energies[chain] = end.energy().values()[chain] / beta / 16;
        double sum = 0;
        for (int i = 0; i < 16; i++) {
          sum += end.position().values()[16 * chain + i];
        }
        sizes[chain] = Math.abs(sum) / 16;
      }
      assertThat(Moved.standardErrors(energies, energy)).isLessThan(3);
      assertThat(Moved.standardErrors(sizes, magnetisation)).isLessThan(3);
    }
  }

  /** Kaufman's energies of the 32x32 torus within three standard errors, none above 5e-4: means over the time of 640 chains from all spins up, as the larger ones of many hundred sweeps would be missed. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "0.3, -0.704499, 60, 100",
    "0.4, -1.107292, 150, 250",
    "0.4406868, -1.433658, 500, 3000",
    "0.5, -1.745565, 60, 120",
    "0.6, -1.909086, 60, 100"
  })
  void thirtyTwoByThirtyTwo(double beta, double energy, int burned, int steps) {
    Potential ising = Ising.periodic(beta, 32, 32).open();
    FloatArray up = FloatArray.zeros(ising.shape(), 640);
    Arrays.fill(up.values(), 1);
    double[] means = new double[640];
    try (Kernel kernel = Kernel.open(ising, new Gibbs(10, Gibbs.Order.SYSTEMATIC, 1), compute())) {
      ChainState state =
          kernel.run(List.of(), kernel.init(List.of(), up), burned, KEY).state();
      for (int step = 0; step < steps; step++) {
        state = kernel.run(EnergyInputs.NONE, state, 1, KEY.fold(step)).state();
        for (int chain = 0; chain < 640; chain++) {
          means[chain] += state.energy().values()[chain] / beta / 1024 / steps;
        }
      }
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double error = Math.abs(mean - energy) / Moved.standardErrors(means, energy);
    System.out.printf(
        java.util.Locale.ROOT, "beta %.7f: %.6f +- %.6f, exact %.6f%n", beta, mean, error, energy);
    assertThat(error).isLessThan(5e-4);
    assertThat(Math.abs(mean - energy) / error).isLessThan(3);
  }

  private static Compute compute() {
    return new Compute(TORCH, Precision.FLOAT32, 320);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
