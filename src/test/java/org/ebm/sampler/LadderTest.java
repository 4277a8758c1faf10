package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.diagnose.Bennett;
import org.ebm.diagnose.Moments;
import org.ebm.energy.DoubleWell;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Mixture;
import org.ebm.energy.Potential;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Ladders: exact on every rung, the same however they are computed, and across where a chain alone is not. */
class LadderTest {
  private static final Torch TORCH = Torch.open("cpu", 2);

  private static Ladder open(Potential energy, ReplicaExchange how, Sampler sampler, Torch torch) {
    return Ladder.open(
        energy, EnergyInputs.NONE, sampler, how, Optional.empty(), Moved.compute(torch, 50));
  }

  private static Ladder.Moved ran(int workers, int chains, int... calls) {
    try (Torch torch = Torch.open("cpu", workers);
        Ladder ladder = open(new DoubleWell(6, 2), GIVEN, new Mala(0.3, 1), torch)) {
      Ladder.Moved moved = null;
      LadderState state = START.of(chains);
      for (int steps : calls) {
        moved = ladder.run(state, steps, Moved.KEY);
        // as a checkpoint has it
        state = LadderState.of(moved.state().arrays(), moved.state().numbers());
      }
      return java.util.Objects.requireNonNull(moved);
    }
  }

  private static final ReplicaExchange GIVEN = new ReplicaExchange(
      new GaussianReference(Optional.of(1.5)), List.of(0.0, 0.1, 0.4, 1.0), 2, 10);

  /** What a pilot of all 130 chains found, cut to the first ones: the pilot's levels depend on how many chains it has. */
  private record Start(LadderState all) {
    LadderState of(int chains) {
      return new LadderState(
          all.levels(),
          all.shifts(),
          all.rungs().stream()
              .map(rung -> new ChainRange(0, 0, chains).of(rung))
              .toList(),
          all.visited().stream().map(marks -> Arrays.copyOf(marks, chains)).toList(),
          all.steps(),
          all.restarts(),
          all.roundTrips());
    }
  }

  private static final Start START;

  static {
    try (Ladder ladder = open(new DoubleWell(6, 2), GIVEN, new Mala(0.3, 1), TORCH)) {
      START = new Start(ladder.pilot(Moved.normal(130, 1, 1), Moved.KEY));
    }
  }

  private static void assertSame(LadderState one, LadderState other) {
    assertThat(one.arrays()).isEqualTo(other.arrays());
    assertThat(one.numbers()).isEqualTo(other.numbers());
  }

  @Test
  void sameKeyGivesTheSameStates_forAnyNumberOfWorkers_andHoweverCallsAreCut() {
    Ladder.Moved one = ran(1, 130, 9);
    assertThat(one.state().restarts()).isPositive();
    assertSame(ran(3, 130, 9).state(), one.state());
    assertSame(ran(2, 130, 4, 5).state(), one.state());
    assertThat(ran(2, 130, 9).swapRates()).isEqualTo(one.swapRates());
  }

  @Test
  void chainIsTheSame_whateverTheNumberOfChains() {
    LadderState all = ran(1, 130, 6).state();
    for (int chains : new int[] {1, 51}) {
      LadderState few = ran(1, chains, 6).state();
      assertThat(few.target().position()).isEqualTo(all.target().position().slice(0, chains));
    }
  }

  /** U and dU/dx on every rung are those of the energy at the position there, after swaps too. */
  @Test
  void statesAreConsistent() {
    try (Ladder ladder = open(new DoubleWell(6, 2), GIVEN, new Mala(0.3, 1), TORCH);
        Kernel kernel =
            Kernel.open(new DoubleWell(6, 2), new Mala(0.3, 1), Moved.compute(TORCH, 50))) {
      for (ChainState rung : ladder.run(START.of(130), 5, Moved.KEY).state().rungs()) {
        assertThat(kernel.init(List.of(), rung.position())).isEqualTo(rung);
      }
    }
  }

  /**
   * N(0, 0.4^2) from N(0, 2^2): the law at beta is N(0, 1 / (beta / 0.16 + (1 - beta) / 4)), log Z(beta) = log 2 pi + log of that variance. 600 chains begin anywhere; by the time they
   * are looked at, each state is a new one.
   */
  @Test
  void everyRungHasItsLaw_andLogZIsThatOfTheNormalLaw() {
    ReplicaExchange how = new ReplicaExchange(
        new GaussianReference(Optional.of(2.0)), List.of(0.0, 0.125, 1.0), 3, 20);
    Gaussian energy = new Gaussian(List.of(0.4, 0.4));
    try (Ladder ladder = open(energy, how, new Hmc(0.3, 3, 1), TORCH)) {
      LadderState start = ladder.pilot(Moved.normal(600, 1, 1), Moved.KEY);
      Ladder.Moved end = ladder.run(start, 30, Moved.KEY);
      for (int rung = 0; rung < 3; rung++) {
        double beta = how.levels().get(rung);
        double variance = 1 / (beta / 0.16 + (1 - beta) / 4);
        for (int axis = 0; axis < 2; axis++) {
          double[] x = Moved.column(end.state().rungs().get(rung).position(), axis);
          assertThat(Moved.standardErrors(x, 0)).as("mean at %s", beta).isLessThan(3);
          assertThat(Moved.standardErrors(Moved.squared(x), variance))
              .as("variance at %s", beta)
              .isLessThan(3);
        }
      }
      Bennett.Estimate risen = Bennett.over(shifts(start), end.lower(), end.upper());
      double truth = -Math.log(0.16 / 4);
      assertThat(Math.abs(risen.value() - truth) / risen.error()).isLessThan(3);
      assertThat(risen.error()).isLessThan(0.03);
      assertThat(end.swapRates()[0]).isBetween(0.2, 0.7);
      assertThat(end.swapRates()[1]).isBetween(0.2, 0.7);
    }
  }

  private static double[] shifts(LadderState state) {
    return state.shifts().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Two wells of weights 1 : 20 at distance 6 sd of 12 sd: by levels that a pilot places, weights within 3 standard errors from starts half in each; log Z = log(21 2 pi 0.25) within 3. Chains of the sampler
   * alone, on as many gradients and with a warm-up, stay where they started.
   */
  @Test
  void weightsOfTwoWells_thatChainsAloneDoNotFind() {
    Potential wells = new Mixture(
            List.of(
                new Gaussian(List.of(0.5, 0.5), List.of(-3.0, 0.0)),
                new Gaussian(List.of(0.5, 0.5), List.of(3.0, 0.0))),
            List.of(1.0, 20.0))
        .open();
    int chains = 60;
    FloatArray start = FloatArray.zeros(Shape.of(2), chains);
    for (int chain = 0; chain < chains; chain++) {
      start.values()[2 * chain] = chain % 2 == 0 ? -3 : 3;
    }
    ReplicaExchange how =
        new ReplicaExchange(new GaussianReference(Optional.of(4.0)), List.of(), 3, 30);
    int steps = 150;
    double[] shares = new double[chains];
    int rungs;
    try (Ladder ladder = open(wells, how, new Mala(0.4, 1), TORCH)) {
      LadderState state = ladder.pilot(start, Moved.KEY);
      rungs = state.levels().size();
      float[][] lower = new float[rungs - 1][chains];
      float[][] upper = new float[rungs - 1][chains];
      for (int step = 0; step < steps; step++) {
        Ladder.Moved moved = ladder.run(state, 1, Moved.KEY);
        state = moved.state();
        for (int chain = 0; chain < chains; chain++) {
          shares[chain] += state.target().position().values()[2 * chain] < 0 ? 1.0 / steps : 0;
          for (int pair = 0; pair + 1 < rungs; pair++) {
            lower[pair][chain] += moved.lower()[pair][chain];
            upper[pair][chain] += moved.upper()[pair][chain];
          }
        }
      }
      assertThat(Moved.standardErrors(shares, 1.0 / 21)).isLessThan(3);
      assertThat(Moments.of(shares).sd() / Math.sqrt(chains)).isLessThan(0.01);
      Bennett.Estimate risen = Bennett.over(shifts(state), lower, upper);
      double truth = Math.log(21 * 2 * Math.PI * 0.25);
      double found = Math.log(2 * Math.PI * 16) - risen.value();
      assertThat(Math.abs(found - truth) / risen.error()).isLessThan(3);
      assertThat(risen.error()).isLessThan(0.05);
      assertThat(state.roundTrips()).isGreaterThan(chains);
    }
    Transition alone = Moved.run(wells, new Mala(0.55, 1), TORCH, start, 3 * steps * rungs);
    long left = Arrays.stream(Moved.column(alone.state().position(), 0))
        .filter(x -> x < 0)
        .count();
    assertThat(left).isEqualTo(chains / 2);
  }

  /** A barrier of 6 at temperatures alone: the pilot leaves no pair of neighbours that hardly swaps. */
  @Test
  void aPilotMakesSwapRatesEqual() {
    for (LadderReference reference :
        List.of(new GaussianReference(Optional.of(1.5)), new TemperatureAlone(8))) {
      ReplicaExchange how = new ReplicaExchange(reference, List.of(), 3, 30);
      try (Ladder ladder = open(new DoubleWell(8, 6), how, new Mala(0.3, 1), TORCH)) {
        LadderState state = ladder.pilot(Moved.normal(60, 1, 1, 1, 1, 1, 1), Moved.KEY);
        double[] rates = ladder.run(state, 40, Moved.KEY).swapRates();
        assertThat(rates.length).isBetween(2, 12);
        assertThat(Arrays.stream(rates).min().orElseThrow())
            .as(Arrays.toString(rates))
            .isGreaterThan(0.35);
        assertThat(Arrays.stream(rates).max().orElseThrow())
            .as(Arrays.toString(rates))
            .isLessThan(0.75);
      }
    }
  }

  /** exp((beta' - beta) (D' - D)), at most 1: what Metropolis asks of an exchange of states. */
  @Test
  void probabilityIsMetropolis() {
    assertThat(Swaps.probability(0.25, 3, 1)).isCloseTo(Math.exp(-0.5), within(1e-12));
    assertThat(Swaps.probability(0.25, 1, 3)).isEqualTo(1);
    assertThat(Swaps.probability(0.25, Double.POSITIVE_INFINITY, 1)).isZero();
    assertThat(Swaps.probability(0.25, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
        .isZero();
  }

  @Test
  void travelsAreCounted() {
    Travels travels = new Travels();
    List<float[]> marks = List.of(new float[] {0}, new float[] {0});
    travels.look(marks); // lowest: was there; target: was never below
    swap(marks);
    travels.look(marks); // the first rose: a restart; the other came down without having risen
    assertThat(List.of(travels.restarts(), travels.roundTrips())).containsExactly(1L, 0L);
    swap(marks);
    travels.look(marks); // the first is back, the other rose
    assertThat(List.of(travels.restarts(), travels.roundTrips())).containsExactly(2L, 1L);
  }

  private static void swap(List<float[]> marks) {
    float lower = marks.get(0)[0];
    marks.get(0)[0] = marks.get(1)[0];
    marks.get(1)[0] = lower;
  }

  @Test
  void levelsMustReachFromEndToEnd() {
    for (List<Double> levels :
        List.of(List.of(0.1, 1.0), List.of(0.0, 0.5), List.of(0.0, 0.6, 0.5, 1.0), List.of(1.0))) {
      assertThatThrownBy(
              () -> new ReplicaExchange(new GaussianReference(Optional.of(1.0)), levels, 5, 50))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("must rise from 0, the reference, to 1, got");
    }
    assertThatThrownBy(
            () -> new ReplicaExchange(new TemperatureAlone(10), List.of(0.0, 1.0), 5, 50))
        .hasMessageContaining("must rise from above 0 to 1");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
