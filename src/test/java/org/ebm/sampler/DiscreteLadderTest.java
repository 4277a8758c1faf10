package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.ebm.BinaryStates;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Weights;
import org.ebm.diagnose.Bennett;
import org.ebm.energy.DoubleWell;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Ising;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Potential;
import org.ebm.energy.Rbm;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ladders of spins and bits: on every rung the law that its sampler leaves as it is, counted over all states. */
class DiscreteLadderTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final List<Double> BETAS = List.of(0.0, 0.25, 0.6, 1.0);

  /** E(x, h) of all hidden states h of an energy; one for an energy without. */
  private interface Joint {
    double[] energies(double[] x);

    /** -log sum over h of exp(-beta E). */
    default double tempered(double[] x, double beta) {
      double sum = 0;
      for (double e : energies(x)) {
        sum += Math.exp(-beta * e);
      }
      return -Math.log(sum);
    }
  }

  private static final int VISIBLE = 7;
  private static final int HIDDEN = 4;

  private static double weight(int i, int j) {
    return ((i * 7 + j * 5) % 11 - 5) / 4.0;
  }

  private static double[] joint(double[] v) {
    double[] energies = new double[1 << HIDDEN];
    for (int state = 0; state < energies.length; state++) {
      for (int i = 0; i < VISIBLE; i++) {
        energies[state] -= (i % 3 - 1) / 2.0 * v[i];
        for (int j = 0; j < HIDDEN; j++) {
          energies[state] -= (state >> j & 1) * v[i] * weight(i, j);
        }
      }
      for (int j = 0; j < HIDDEN; j++) {
        energies[state] -= (state >> j & 1) * ((j % 2) - 0.75);
      }
    }
    return energies;
  }

  private static Potential machine() {
    Rbm machine = new Rbm(List.of(VISIBLE), HIDDEN, 0.1);
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    machine.parameters().forEach(parameter -> {
      FloatArray values = parameter.initial(Moved.KEY);
      for (int k = 0; k < values.values().length; k++) {
        values.values()[k] = (float)
            switch (parameter.name()) {
              case "weight" -> weight(k / HIDDEN, k % HIDDEN);
              case "visible_bias" -> (k % 3 - 1) / 2.0;
              default -> (k % 2) - 0.75;
            };
      }
      arrays.put(parameter.name(), values);
    });
    return new ModelDirectory.Contents(machine, new Weights(arrays), Map.of()).open();
  }

  private static final Joint FREE = v -> {
    double sum = 0;
    for (double e : joint(v)) {
      sum += Math.exp(-e);
    }
    return new double[] {-Math.log(sum)};
  };

  /** A line of eight spins with ends and a field, by its bonds. */
  private static final Joint LINE = s -> {
    double sum = 0;
    for (int i = 0; i < s.length; i++) {
      sum -= 0.3 * s[i] + (i + 1 < s.length ? 1.5 * s[i] * s[i + 1] : 0);
    }
    return new double[] {sum};
  };

  private static Potential line() {
    return new Ising(List.of(8), 1.5, 0.3, 1, Ising.Boundary.FREE, Optional.empty()).open();
  }

  static Stream<Arguments> ladders() {
    return Stream.of(
        Arguments.of("spins, sweeps", line(), new Gibbs(), LINE),
        Arguments.of("spins, flips", line(), new Flips(1, 1), LINE),
        Arguments.of(
            "hidden units heated too", machine(), new Gibbs(), (Joint) DiscreteLadderTest::joint),
        Arguments.of("hidden units summed", machine(), new Gibbs(1, Gibbs.Order.RANDOM, 1), FREE));
  }

  private static Ladder open(Potential energy, Sampler sampler, Torch torch, int chainsPerBlock) {
    ReplicaExchange how = new ReplicaExchange(new UniformReference(), BETAS, 1, 10);
    return Ladder.open(
        energy,
        EnergyInputs.NONE,
        sampler,
        how,
        Optional.empty(),
        Moved.compute(torch, chainsPerBlock));
  }

  /** Means of each element and of U on each rung over independent chains, each within 4.5 standard errors, and log Z within 4. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ladders")
  void everyRungHasItsLaw_andLogZIsTheCount(
      String name, Potential energy, Sampler sampler, Joint joint) {
    int chains = 1000;
    FloatArray start = new UniformStart(1).noise(energy.space(), chains, Moved.KEY.fold("start"));
    try (Ladder ladder = open(energy, sampler, TORCH, 500)) {
      LadderState pilot = ladder.pilot(start, Moved.KEY);
      Ladder.Moved end = ladder.run(pilot, 8, Moved.KEY);
      for (int rung = 0; rung < BETAS.size(); rung++) {
        double beta = BETAS.get(rung);
        BinaryStates law = new BinaryStates(energy.space(), x -> joint.tempered(x, beta));
        FloatArray position = end.state().rungs().get(rung).position();
        List<ToDoubleFunction<double[]>> looks = new ArrayList<>();
        looks.add(x -> joint.tempered(x, 1));
        for (int i = 0; i < energy.shape().elements(); i++) {
          int site = i;
          looks.add(x -> x[site]);
        }
        for (ToDoubleFunction<double[]> look : looks) {
          double exact = law.mean(look);
          double[] seen = new double[chains];
          for (int chain = 0; chain < chains; chain++) {
            float[] x = position.slice(chain, chain + 1).values();
            double[] wide = new double[x.length];
            for (int i = 0; i < x.length; i++) {
              wide[i] = x[i];
            }
            seen[chain] = look.applyAsDouble(wide);
          }
          assertThat(Moved.standardErrors(seen, exact)).as("beta %s", beta).isLessThan(4.5);
        }
      }
      Bennett.Estimate risen = Bennett.over(
          pilot.shifts().stream().mapToDouble(Double::doubleValue).toArray(),
          end.lower(),
          end.upper());
      double exact = -new BinaryStates(energy.space(), x -> joint.tempered(x, 1)).logPartition();
      double found = risen.value() - ladder.logReference().orElseThrow();
      assertThat(Math.abs(found - exact) / risen.error()).isLessThan(4);
      assertThat(risen.error()).isLessThan(0.07);
    }
  }

  /** What swaps and log Z are made of, to the digit: U(x; beta') - U(x; beta). */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ladders")
  void worksAreDifferencesOfTheLaws(String name, Potential energy, Sampler sampler, Joint joint) {
    FloatArray start = new UniformStart(1).noise(energy.space(), 60, Moved.KEY.fold("start"));
    List<Level> levels = BETAS.stream().map(beta -> new Level(beta, Double.NaN)).toList();
    try (DiscreteRungs rungs =
        DiscreteRungs.open(energy, EnergyInputs.NONE, sampler, true, Moved.compute(TORCH, 50))) {
      ChainState state = rungs.init(start);
      List<Works> works =
          rungs.works(levels, levels.stream().map(level -> state).toList());
      for (int pair = 0; pair < works.size(); pair++) {
        for (int chain = 0; chain < 60; chain++) {
          double[] x = new double[start.rowElements()];
          for (int i = 0; i < x.length; i++) {
            x[i] = start.values()[chain * x.length + i];
          }
          double exact =
              joint.tempered(x, BETAS.get(pair + 1)) - joint.tempered(x, BETAS.get(pair));
          assertThat(works.get(pair).lower()[chain]).isCloseTo(exact, within(1e-4));
          assertThat(works.get(pair).upper()[chain]).isCloseTo(exact, within(1e-4));
          assertThat(works.get(pair).swap()[chain]).isEqualTo(1);
        }
      }
      BinaryStates atZero = new BinaryStates(energy.space(), x -> joint.tempered(x, 0));
      assertThat(rungs.logReference().orElseThrow()).isCloseTo(atZero.logPartition(), within(1e-4));
    }
  }

  @Test
  void statesAreTheSame_forAnyNumberOfWorkers_andHoweverCallsAreCut() {
    FloatArray start = new UniformStart(1).noise(line().space(), 130, Moved.KEY);
    LadderState one = ran(1, start, 6);
    assertThat(one.restarts()).isPositive();
    for (LadderState other : List.of(ran(3, start, 6), ran(2, start, 4, 2))) {
      assertThat(other.arrays()).isEqualTo(one.arrays());
      assertThat(other.numbers()).isEqualTo(one.numbers());
    }
  }

  private static LadderState ran(int workers, FloatArray start, int... calls) {
    try (Torch torch = Torch.open("cpu", workers);
        Ladder ladder = open(line(), new Gibbs(), torch, 50)) {
      LadderState state = ladder.pilot(start, Moved.KEY);
      for (int steps : calls) {
        LadderState reached = ladder.run(state, steps, Moved.KEY).state();
        // as a checkpoint has it
        state = LadderState.of(reached.arrays(), reached.numbers());
      }
      return state;
    }
  }

  @Test
  void referenceMustBeALawOfTheSpace() {
    assertThatThrownBy(() -> Ladder.open(
            line(),
            EnergyInputs.NONE,
            new Gibbs(),
            new ReplicaExchange(new GaussianReference(Optional.of(1.0)), BETAS, 2, 10),
            Optional.empty(),
            Moved.compute(TORCH, 50)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "replica_exchange.reference: the x of this energy are spins, -1 or 1, got gaussian; choose uniform");
    assertThatThrownBy(() -> open(new DoubleWell(6, 2), new Mala(0.3, 1), TORCH, 50))
        .hasMessageContaining("got uniform; choose gaussian");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
