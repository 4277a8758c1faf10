package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.energy.DoubleWell;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Mala;
import org.ebm.sampler.RandomWalk;
import org.ebm.sampler.Sampler;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LandscapeTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(11);
  private static final DoubleWell WELLS = new DoubleWell(4, 2);
  private static final Limits LIMITS = new Limits(0.1, 100, 5000);
  /** Flat: U stays below 1e-10 where the chains go. */
  private static final Gaussian FLAT = new Gaussian(List.of(1e6));

  static List<Sampler> samplers() {
    return List.of(new Langevin(0.02, 0.1, true), new Mala(0.02, 0.1), new RandomWalk(0.02, 0.1));
  }

  private static Landscape open(Potential energy, Sampler sampler) {
    return Landscape.open(energy, sampler, new Compute(TORCH, Precision.FLOAT32));
  }

  private static List<Pull> acrossTheWells(int chains, double force) {
    List<Pull> pulls = new ArrayList<>();
    for (int i = 0; i < chains; i++) {
      pulls.add(new Pull(new float[] {-1, 0.01f * i}, new float[] {1, 0}, force));
    }
    return pulls;
  }

  private static List<Pull.Outcome> across(int workers, int chains) {
    try (Torch torch = Torch.open("cpu", workers);
        Landscape landscape = Landscape.open(
            WELLS, new RandomWalk(0.02, 0.1), new Compute(torch, Precision.FLOAT32, 8))) {
      List<Pull> pulls = new ArrayList<>(acrossTheWells(chains, 9));
      for (int i = 0; i < chains; i += 3) {
        pulls.set(i, new Pull(pulls.get(i).start(), pulls.get(i).target(), 2));
      }
      return landscape.pull(pulls, LIMITS, Landscape.Watch.BARRIER, KEY);
    }
  }

  /** Every third is pulled too weakly and gives up, so chains leave their blocks at different times. */
  @Test
  void outcomesDoNotDependOnTheNumberOfWorkers() {
    List<Pull.Outcome> one = across(1, 20);
    assertThat(one.stream().map(Pull.Outcome::end).distinct()).hasSize(2);
    assertThat(across(2, 20)).isEqualTo(one);
    assertThat(across(3, 20)).isEqualTo(one);
  }

  /** On a flat landscape a step without noise is eps^2 / 2 T times F: 0.2^2 / 2 / 0.5 * 3 = 0.12; from 1 to within 0.1 of the target 8 steps. */
  @Test
  void pullMovesByTheForce_whateverTheDistance() {
    try (Landscape landscape = open(FLAT, new Langevin(0.2, 0.5, false))) {
      Pull pull = new Pull(new float[] {1}, new float[] {0}, 3);
      Pull.Outcome outcome = landscape
          .pull(List.of(pull), new Limits(0.1, 100, 100), Landscape.Watch.PATH, KEY)
          .get(0);
      assertThat(outcome.arrived()).isTrue();
      assertThat(outcome.steps()).isEqualTo(8);
      assertThat(outcome.path().get(1)[0]).isCloseTo(1 - 8 * 0.12f, within(1e-6f));
    }
  }

  /**
   * Chains that never end have the density exp(-F |x - z| / T), Laplace's in one dimension: |x - z| has mean and standard deviation T / F = 0.25.
   * Langevin steps have a bias at its kink.
   */
  @ParameterizedTest
  @MethodSource("samplers")
  void lawOfThePull(Sampler sampler) {
    if (!sampler.rejects()) {
      return;
    }
    int chains = 1000;
    List<Pull> pulls = new ArrayList<>();
    for (int i = 0; i < chains; i++) {
      pulls.add(new Pull(new float[] {0.3f}, new float[] {0}, 0.4));
    }
    try (Landscape landscape = Landscape.open(
        FLAT, sampler.withStepSize(0.4), new Compute(TORCH, Precision.FLOAT32, 500))) {
      double mean =
          landscape.pull(pulls, new Limits(0, 100, 60), Landscape.Watch.PATH, KEY).stream()
              .mapToDouble(outcome -> Math.abs(outcome.path().get(outcome.path().size() - 1)[0]))
              .average()
              .orElseThrow();
      assertThat(mean).isCloseTo(0.25, within(3 * 0.25 / Math.sqrt(chains)));
    }
  }

  /** The pass is at 4, and what a step hops over is less than 0.5 % of it. The steepest slope on the way is 4 h / (3 sqrt 3) * 2 = 6.16, so a force of 9 takes a cold chain across. */
  @ParameterizedTest
  @MethodSource("samplers")
  void barrierOfAChainThatArrives_isThePass(Sampler sampler) {
    try (Landscape landscape = open(WELLS, sampler)) {
      for (Pull.Outcome outcome :
          landscape.pull(acrossTheWells(6, 9), LIMITS, Landscape.Watch.BARRIER, KEY)) {
        assertThat(outcome.arrived()).isTrue();
        assertThat(outcome.barrier()).isBetween(3.98, 5.0);
      }
    }
  }

  /** A force of 2 holds a chain on the slope; it gives up 100 steps after it came closest. */
  @ParameterizedTest
  @MethodSource("samplers")
  void chainThatIsPulledTooWeakly_givesUp(Sampler sampler) {
    try (Landscape landscape = open(WELLS, sampler)) {
      for (Pull.Outcome outcome :
          landscape.pull(acrossTheWells(6, 2), LIMITS, Landscape.Watch.BARRIER, KEY)) {
        assertThat(outcome.end()).isEqualTo(Pull.End.GAVE_UP);
        assertThat(outcome.barrier()).isInfinite();
        assertThat(outcome.steps()).isBetween(100, 4999);
      }
    }
  }

  @Test
  void chainStopsAtItsLastStep() {
    try (Landscape landscape = open(WELLS, new RandomWalk(0.02, 0.1))) {
      Pull.Outcome outcome = landscape
          .pull(acrossTheWells(1, 2), new Limits(0.1, 1000, 77), Landscape.Watch.BARRIER, KEY)
          .get(0);
      assertThat(outcome.end()).isEqualTo(Pull.End.GAVE_UP);
      assertThat(outcome.steps()).isEqualTo(77);
    }
  }

  @Test
  void chainAtItsTargetHasArrived() {
    try (Landscape landscape = open(WELLS, new RandomWalk(0.02, 0.1))) {
      Pull pull = new Pull(new float[] {-1, 0.05f}, new float[] {-1, 0}, 1);
      Pull.Outcome outcome =
          landscape.pull(List.of(pull), LIMITS, Landscape.Watch.BARRIER, KEY).get(0);
      assertThat(outcome.arrived()).isTrue();
      assertThat(outcome.steps()).isZero();
      // the higher end: 0.05^2 / 2
      assertThat(outcome.barrier()).isCloseTo(0.00125, within(1e-6));
    }
  }

  /** eps^2 / 2 T * 8 h = 320 times the distance from the well: descent explodes. */
  @Test
  void chainThatExplodes_saysSo() {
    try (Landscape landscape = open(WELLS, new Langevin(2, 0.1, true))) {
      assertThat(landscape.pull(acrossTheWells(2, 2), LIMITS, Landscape.Watch.BARRIER, KEY))
          .allSatisfy(outcome -> assertThat(outcome.end()).isEqualTo(Pull.End.NON_FINITE));
    }
  }

  @Test
  void bfloat16IsTooCoarseToRejectBy() {
    assertThatThrownBy(() ->
            Landscape.open(WELLS, new RandomWalk(0.02, 1), new Compute(TORCH, Precision.BFLOAT16)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("float32");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
