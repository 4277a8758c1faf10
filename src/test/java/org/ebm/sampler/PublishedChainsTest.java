package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Langevin steps as published codes run them, on U = |x|^2 / 2, whose gradient is x. */
class PublishedChainsTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final Gaussian ENERGY = new Gaussian(List.of(1.0, 1.0));
  private static final RandomKey KEY = RandomKey.ofSeed(2);
  private static final double EPS = 0.4;
  private static final double DRIFT = EPS * EPS / 2;
  private static final int CHAINS = 60;

  private static float[] start() {
    float[] values = new float[2 * CHAINS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i) * 3;
    }
    return values;
  }

  private static float[] moved(Langevin langevin, int steps) {
    try (Kernel kernel = Kernel.open(ENERGY, langevin, new Compute(TORCH, Precision.FLOAT32))) {
      ChainState state = kernel.init(List.of(), new FloatArray(new int[] {CHAINS, 2}, start()));
      ChainState end = kernel.run(List.of(), state, steps, KEY).state();
      // what the next update goes on from
      for (int i = 0; i < end.gradient().values().length; i++) {
        assertThat(end.gradient().values()[i]).isEqualTo(end.position().values()[i]);
      }
      return end.position().values();
    }
  }

  /** eps z of the first step, which all have alike. */
  private static double[] noise() {
    float[] plain = moved(new Langevin(EPS, 1, true), 1);
    double[] noise = new double[plain.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = plain[i] - start()[i] * (1 - DRIFT);
    }
    return noise;
  }

  @Test
  void noiseFirst_isFollowedByTheGradientThere() {
    float[] moved = moved(new Langevin(EPS, 1, true, Optional.empty(), Optional.empty(), true), 1);
    double[] noise = noise();
    for (int i = 0; i < moved.length; i++) {
      assertThat((double) moved[i]).isCloseTo((start()[i] + noise[i]) * (1 - DRIFT), within(1e-5));
    }
  }

  @Test
  void aClippedGradient_movesAnElementSoFarAtMost() {
    float[] moved = moved(new Langevin(EPS, 1, true, Optional.empty(), Optional.of(0.1), false), 1);
    double[] noise = noise();
    for (int i = 0; i < moved.length; i++) {
      double by = Math.max(-0.1, Math.min(0.1, DRIFT * start()[i]));
      assertThat((double) moved[i]).isCloseTo(start()[i] - by + noise[i], within(1e-5));
    }
  }

  @Test
  void clippedChains_stayInTheBox() {
    float[] moved = moved(
        new Langevin(EPS, 1, true, Optional.of(List.of(-0.5, 0.7)), Optional.empty(), false), 20);
    int atBorders = 0;
    for (float value : moved) {
      assertThat(value).isBetween(-0.5f, 0.7f);
      atBorders += value == -0.5f || value == 0.7f ? 1 : 0;
    }
    assertThat(atBorders).isPositive();
  }

  @Test
  void theyAreRefused_whereChainsAreJudged_andWhereTheyMakeNoSense() {
    Langevin cut =
        new Langevin(EPS, 1, true, Optional.of(List.of(-1.0, 1.0)), Optional.empty(), false);
    assertThat(cut.plain()).isEqualTo(new Langevin(EPS, 1, true));
    assertThatThrownBy(cut::requireLaw)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("leave out clip, gradient_clip and noise_first");
    new Langevin(EPS, 1, true).requireLaw();
    new Mala(EPS, 1).requireLaw();
    assertThatThrownBy(() ->
            new Langevin(EPS, 1, true, Optional.of(List.of(1.0, -1.0)), Optional.empty(), false))
        .hasMessageContaining("must be [low, high]");
    assertThatThrownBy(() -> new Langevin(EPS, 1, false, Optional.empty(), Optional.empty(), true))
        .hasMessageContaining("has no noise to add");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
