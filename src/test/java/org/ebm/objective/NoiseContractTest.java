package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.data.TwoMoons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every noise must keep; a new one fails here until it has an example. */
class NoiseContractTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Map<Class<?>, Noise> EXAMPLES =
      Map.of(NormalNoise.class, new NormalNoise(), MixtureNoise.class, new MixtureNoise(2));

  static Collection<Noise> noises() {
    return EXAMPLES.values();
  }

  @Test
  void everyNoiseHasAnExample() {
    assertThat(EXAMPLES.keySet()).isEqualTo(Set.of(Noise.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void theSameKeyFitsTheSameLaw(Noise noise) {
    Examples data = new TwoMoons(0.1).open();
    assertThat(noise.fit(data, KEY).arrays()).isEqualTo(noise.fit(data, KEY).arrays());
  }

  /** Sum of w_k N(x; mu_k, S_k) over a grid of cells of 0.02, far enough beyond the moons, of which it has the mean. */
  @ParameterizedTest
  @MethodSource("noises")
  void itsDensityIsOne_andItsMeanThatOfTheData(Noise noise) {
    NormalMixture law = noise.fit(new TwoMoons(0.1).open(), KEY);
    double cell = 0.02;
    double total = 0;
    double[] mean = new double[2];
    for (double x = -5; x < 6; x += cell) {
      for (double y = -4; y < 5; y += cell) {
        double mass = density(law, x, y) * cell * cell;
        total += mass;
        mean[0] += mass * x;
        mean[1] += mass * y;
      }
    }
    assertThat(total).isCloseTo(1, within(1e-3));
    // the moons' mean is (1/2, 1/4); of 10 000 examples, of sd 0.87 and 0.5, five standard errors
    assertThat(mean[0]).isCloseTo(0.5, within(0.044));
    assertThat(mean[1]).isCloseTo(0.25, within(0.025));
  }

  private static double density(NormalMixture law, double x, double y) {
    double sum = 0;
    for (int k = 0; k < law.weight().values().length; k++) {
      float[] mean = law.mean().values();
      float[] white = Arrays.copyOfRange(law.whitening().values(), 4 * k, 4 * k + 4);
      double dx = x - mean[2 * k];
      double dy = y - mean[2 * k + 1];
      double first = white[0] * dx + white[1] * dy;
      double second = white[2] * dx + white[3] * dy;
      sum += Math.exp(law.logScale().values()[k] - (first * first + second * second) / 2);
    }
    return sum;
  }
}
