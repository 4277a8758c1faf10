package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.GaussianMixture;
import org.ebm.energy.NoiseLevels;
import org.ebm.energy.Precision;
import org.ebm.sampler.ReverseDiffusion.Path;
import org.ebm.sampler.ReverseDiffusion.Schedule;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways down the noise levels of two Gaussians of sd 0.3 and weights 0.8 and 0.2 at (1, 1) and (-1, -1), whose energies are known at every level. */
class DescentTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(5);
  private static final int CHAINS = 4000;
  private static final double SD = 0.3;
  private static final double SMALLEST = 0.1;
  private static final GaussianMixture ENERGY = new GaussianMixture(
      8,
      1,
      SD,
      List.of(List.of(1.0, 1.0), List.of(-1.0, -1.0)),
      List.of(0.8, 0.2),
      Optional.of(new NoiseLevels(20, SMALLEST, 40)));

  static Stream<Descent> ways() {
    return Stream.of(
        new ReverseDiffusion(Path.STOCHASTIC, 1000),
        new ReverseDiffusion(Path.DETERMINISTIC, 100),
        new ReverseDiffusion(Schedule.VARIANCE_PRESERVING, Path.STOCHASTIC, 1000, 0, 0.3, false),
        new ReverseDiffusion(Schedule.VARIANCE_PRESERVING, Path.DETERMINISTIC, 200, 0, 0.3, false),
        new ReverseDiffusion(Schedule.VARIANCE_EXPLODING, Path.STOCHASTIC, 200, 2, 0.3, false),
        new RecoveryDescent(160, 0.25));
  }

  private static FloatArray start(int chains) {
    return FloatArray.zeros(Shape.of(2), chains);
  }

  private static Descent.Run run(Torch torch, int firstBlock) {
    return new Descent.Run(new Compute(torch, Precision.FLOAT32), KEY, firstBlock);
  }

  /** The same in blocks of a thousand, for the law alone. */
  private static Descent.Run fast() {
    return new Descent.Run(new Compute(TORCH, Precision.FLOAT32, 1000), KEY);
  }

  /** The standard error of a share of 4000 is 0.0063, of a mode's variance 2 % of it (the smaller mode's too): four of each, and 2 % for steps that are not infinitely short. */
  @ParameterizedTest
  @MethodSource("ways")
  void weightsAndSpreadOfModesAreThoseOfTheEnergy(Descent way) {
    FloatArray end = way.run(ENERGY, List.of(), start(CHAINS), fast());
    int big = 0;
    double squares = 0;
    for (int i = 0; i < CHAINS; i++) {
      double x = end.values()[2 * i];
      double y = end.values()[2 * i + 1];
      double mode = x + y > 0 ? 1 : -1;
      big += x + y > 0 ? 1 : 0;
      squares += (x - mode) * (x - mode) + (y - mode) * (y - mode);
    }
    assertThat(big / (double) CHAINS).isCloseTo(0.8, within(0.03));
    double variance = SD * SD + SMALLEST * SMALLEST;
    assertThat(squares / (2 * CHAINS)).isCloseTo(variance, within(0.1 * variance));
  }

  /** A mode's variance v becomes v (1 - s^2 / v)^2. */
  @Test
  void denoisedChainsAreExpectations() {
    ReverseDiffusion way =
        new ReverseDiffusion(Schedule.VARIANCE_EXPLODING, Path.DETERMINISTIC, 100, 0, 0.3, true);
    FloatArray end = way.run(ENERGY, List.of(), start(CHAINS), fast());
    double squares = 0;
    for (float value : end.values()) {
      double offset = Math.abs(value) - 1;
      squares += offset * offset;
    }
    double variance = SD * SD + SMALLEST * SMALLEST;
    double expected = variance * Math.pow(1 - SMALLEST * SMALLEST / variance, 2);
    assertThat(squares / end.values().length).isCloseTo(expected, within(0.1 * expected));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void bytesAreEqualForAnyWorkersAndForAPartOfTheChains(Descent way) {
    FloatArray all = way.run(ENERGY, List.of(), start(130), run(TORCH, 0));
    try (Torch one = Torch.open("cpu", 1)) {
      assertThat(way.run(ENERGY, List.of(), start(130), run(one, 0))).isEqualTo(all);
      assertThat(way.run(ENERGY, List.of(), start(80), run(one, 1))).isEqualTo(all.slice(50, 130));
    }
  }

  /** Both end at the same levels; the published beta goes from 0.1 to 20. */
  @Test
  void theVariancePreservingLevelsFollowBeta() {
    List<Double> levels = List.of(20.0, 0.1);
    double[] sigmas = new ReverseDiffusion(
            Schedule.VARIANCE_PRESERVING, Path.STOCHASTIC, 10, 0, 0.3, false)
        .sigmas(levels);
    assertThat(sigmas[0]).isEqualTo(20);
    assertThat(sigmas[10]).isEqualTo(0.1);
    double[] times = new double[11];
    for (int i = 0; i <= 10; i++) {
      // sigma^2 + 1 = exp(0.1 t + 9.95 t^2)
      double integral = Math.log1p(sigmas[i] * sigmas[i]);
      times[i] = (Math.sqrt(0.01 + 39.8 * integral) - 0.1) / 19.9;
    }
    for (int i = 1; i <= 10; i++) {
      assertThat(times[i - 1] - times[i]).isCloseTo((times[0] - times[10]) / 10, within(1e-9));
    }
  }

  @Test
  void anEnergyWithoutLevelsIsRefusedByTheKeyOfTheWay() {
    GaussianMixture plain = GaussianMixture.ring(8, 1, 0.15);
    assertThatThrownBy(
            () -> new RecoveryDescent(3, 0.3).run(plain, List.of(), start(10), run(TORCH, 0)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("recovery: the energy has no noise levels");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
