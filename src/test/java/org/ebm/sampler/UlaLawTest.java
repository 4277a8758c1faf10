package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.Test;

/**
 * The law of the unadjusted chain on U = x^2 / 2 s^2: x' = (1 - eps^2 / 2 s^2) x + eps z is an autoregression whose variance is s^2 / (1 - eps^2 / 4 s^2).
 */
class UlaLawTest {
  private static final RandomKey KEY = RandomKey.ofSeed(11);
  private static final int CHAINS = 10_000;

  @Test
  void varianceIsThatOfTheAutoregression() {
    double[] sd = {0.15, 0.3, 1.0};
    double eps = 0.15;
    Gaussian energy = new Gaussian(List.of(sd[0], sd[1], sd[2]));
    try (Torch torch = Torch.open("cpu", 2);
        Kernel kernel = Kernel.open(
            energy, new Langevin(eps, 1, true), new Compute(torch, Precision.FLOAT32))) {
      ChainState state = kernel.init(List.of(), FloatArray.zeros(Shape.of(3), CHAINS));
      // slowest direction: 1 - eps^2 / 2 = 0.98875 a step; after 600 steps 0.98875^1200 = 1e-6 of
      // the variance is missing
      FloatArray end = kernel.run(List.of(), state, 600, KEY).state().position();
      for (int axis = 0; axis < 3; axis++) {
        double sum = 0;
        for (int chain = 0; chain < CHAINS; chain++) {
          sum += Math.pow(end.values()[3 * chain + axis], 2);
        }
        double expected = sd[axis] * sd[axis] / (1 - eps * eps / (4 * sd[axis] * sd[axis]));
        // a sample variance of n normal values with known mean has relative standard error sqrt(2 /
        // n) = 1 %; 4 of them
        assertThat(sum / CHAINS / expected).isCloseTo(1, within(4 * Math.sqrt(2.0 / CHAINS)));
      }
    }
  }

  /** At temperature T on top of the energy's own, exp(-U / T) has variance T s^2. */
  @Test
  void temperatureScalesTheVariance() {
    double eps = 0.1;
    double temperature = 4;
    try (Torch torch = Torch.open("cpu", 2);
        Kernel kernel = Kernel.open(
            new Gaussian(List.of(0.5)),
            new Langevin(eps, temperature, true),
            new Compute(torch, Precision.FLOAT32))) {
      ChainState state = kernel.init(List.of(), FloatArray.zeros(Shape.of(1), CHAINS));
      float[] end = kernel.run(List.of(), state, 1500, KEY).state().position().values();
      double sum = 0;
      for (float x : end) {
        sum += x * x;
      }
      double variance = temperature * 0.25;
      double expected = variance / (1 - eps * eps / (4 * variance));
      assertThat(sum / CHAINS / expected).isCloseTo(1, within(4 * Math.sqrt(2.0 / CHAINS)));
    }
  }
}
