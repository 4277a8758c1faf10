package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Weights;
import org.ebm.data.Examples;
import org.ebm.data.MixtureDraws;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Mala;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThroughChainsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Langevin LANGEVIN = new Langevin(0.4, 1, true);
  private static final int CHAINS = 70;
  private static Torch torch;

  @BeforeAll
  static void start() {
    torch = Torch.open("cpu", 1);
  }

  @AfterAll
  static void stop() {
    torch.close();
  }

  private static FloatArray states(int n, String what) {
    return normal(1, n, what);
  }

  private static FloatArray normal(double sd, int n, String what) {
    return new GaussianStart(sd)
        .open(Space.of(Shape.of(2)), Optional.empty(), KEY)
        .draw(n, KEY.fold(what))
        .position();
  }

  /** Chains, and what becomes of them. */
  private record Scene(Network energy, KlTerm term, FloatArray before, FloatArray bank) {
    Compute compute() {
      return new Compute(torch, Precision.FLOAT32);
    }

    ChainState ends(Kernel kernel, List<FloatArray> parameters) {
      ChainState start = kernel.init(parameters, before);
      return kernel.run(parameters, start, term.steps(), KEY.fold("last")).state();
    }

    /** The term where the chains are those of some weights and f is that of others. */
    double term(Kernel kernel, List<FloatArray> ofChains, List<FloatArray> ofEnergy) {
      FloatArray ends = ends(kernel, ofChains).position();
      float[] energies = kernel.init(ofEnergy, ends).energy().values();
      double sum = 0;
      for (int i = 0; i < CHAINS; i++) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < bank.rows(); j++) {
          double dx = ends.values()[2 * i] - bank.values()[2 * j];
          double dy = ends.values()[2 * i + 1] - bank.values()[2 * j + 1];
          least = Math.min(least, Math.hypot(dx, dy));
        }
        sum += term.weight() * energy.temperature() * energies[i]
            - term.entropyWeight() * Math.log(least);
      }
      return term.sign().factor() * sum / CHAINS;
    }
  }

  /** Spec A4.1. A central difference errs by h^2 f''' / 6 and float32 rounding of x' and f, 1e-7 / h = 3e-5. */
  @ParameterizedTest
  @CsvSource({"1, 0, 1, PUBLISHED", "0, 0.3, 1, PUBLISHED", "1, 0.3, 3, DERIVED"})
  void gradientIsThatOfTheTerm_withEnergyAndBankFixed(
      double weight, double entropyWeight, int steps, KlTerm.Sign sign) {
    Network energy = Nets.smooth();
    KlTerm term = new KlTerm(weight, entropyWeight, steps, CHAINS, 40, sign);
    Scene scene = new Scene(energy, term, states(CHAINS, "before"), states(40, "bank"));
    Map<String, Weights> weights = Nets.players(energy, KEY);
    List<FloatArray> parameters = Nets.energy(weights).list();
    try (Kernel kernel = Kernel.open(energy, LANGEVIN, scene.compute());
        ThroughChains through = new ThroughChains(term, energy, LANGEVIN, scene.compute())) {
      ChainState end = scene.ends(kernel, parameters);
      ThroughChains.Result result = through.of(
          weights, scene.before(), end, Optional.of(scene.bank()), List.of(), KEY.fold("last"));
      List<FloatArray> gradient =
          Objects.requireNonNull(result.gradient().get(Player.ENERGY)).list();
      double h = 3e-3;
      double error = 0;
      double size = 0;
      for (int array = 0; array < parameters.size(); array++) {
        for (int i = 0; i < parameters.get(array).values().length; i++) {
          double up = scene.term(kernel, moved(parameters, array, i, h), parameters);
          double down = scene.term(kernel, moved(parameters, array, i, -h), parameters);
          double expected = (up - down) / (2 * h);
          double found = gradient.get(array).values()[i];
          error += (found - expected) * (found - expected);
          size += expected * expected;
        }
      }
      assertThat(size).isPositive();
      assertThat(Math.sqrt(error / size)).isLessThan(0.02);
    }
  }

  private static List<FloatArray> moved(List<FloatArray> parameters, int array, int i, double by) {
    return parameters.stream()
        .map(each -> {
          float[] values = each.values().clone();
          if (each == parameters.get(array)) {
            values[i] += (float) by;
          }
          return new FloatArray(each.shape(), values);
        })
        .toList();
  }

  @Test
  void stepsThatAreFollowed_areThoseThatTheChainsMade() {
    Network energy = Nets.smooth();
    // without the entropy, v is f's gradient
    KlTerm term = new KlTerm(1, 0, 3, CHAINS, 1, KlTerm.Sign.PUBLISHED);
    Scene scene = new Scene(energy, term, states(CHAINS, "before"), states(1, "bank"));
    Map<String, Weights> weights = Nets.players(energy, KEY);
    try (Kernel kernel = Kernel.open(energy, LANGEVIN, scene.compute());
        ThroughChains through = new ThroughChains(term, energy, LANGEVIN, scene.compute())) {
      ChainState end = scene.ends(kernel, Nets.energy(weights).list());
      ThroughChains.Result result =
          through.of(weights, scene.before(), end, Optional.empty(), List.of(), KEY.fold("last"));
      for (int i = 0; i < CHAINS; i++) {
        double expected = 0;
        for (int k = 2 * i; k < 2 * i + 2; k++) {
          expected +=
              energy.temperature() * end.gradient().values()[k] * end.position().values()[k];
        }
        assertThat((double) result.projections()[i]).isCloseTo(expected, within(1e-4));
      }
      assertThat(result.logDistance()).isNaN();
    }
  }

  /** Spec A4.3: the entropy of a normal law grows as log sigma; 2000 draws of one law give its mean log distance within sd .64 / sqrt(2000) = .014, over a range of log 64. */
  @Test
  void entropyGrowsAsTheLogarithmOfTheSpread() {
    double slope = (logDistance(8) - logDistance(1 / 8.0)) / Math.log(64);
    assertThat(slope).isCloseTo(1, within(0.02));
  }

  private static double logDistance(double sd) {
    KlTerm term = new KlTerm(0, 1, 1, 2000, 2000, KlTerm.Sign.PUBLISHED);
    Network energy = Nets.smooth();
    FloatArray ends = normal(sd, 2000, "ends" + sd);
    FloatArray bank = normal(sd, 2000, "bank" + sd);
    float[] none = new float[2000];
    ChainState end = new ChainState(ends, FloatArray.of(none), FloatArray.zeros(Shape.of(2), 2000));
    try (ThroughChains through =
        new ThroughChains(term, energy, LANGEVIN, new Compute(torch, Precision.FLOAT32))) {
      return through
          .of(Nets.players(energy, KEY), ends, end, Optional.of(bank), List.of(), KEY.fold("last"))
          .logDistance();
    }
  }

  /** Energies' gradients are known: alpha 2 f df of data and chains, on top of those of the means. */
  @Test
  void penaltyIsOnTheSquareOfEnergies() {
    Network energy = Nets.smooth();
    Map<String, Weights> weights = Nets.players(energy, KEY);
    MaximumLikelihood plain = new MaximumLikelihood(
        LANGEVIN,
        4,
        new org.ebm.sampler.Persistent(org.ebm.sampler.Persistent.Fill.UNIFORM, 200, 1));
    KlTerm none = new KlTerm(0, 0, 1, 1, 1, KlTerm.Sign.PUBLISHED);
    List<FloatArray> small = gradient(plain.withTerms(none, 0.01), energy, weights);
    List<FloatArray> large = gradient(plain.withTerms(none, 0.02), energy, weights);
    List<FloatArray> without = gradient(plain.withTerms(none, 0), energy, weights);
    for (int array = 0; array < small.size(); array++) {
      for (int i = 0; i < small.get(array).values().length; i++) {
        double once = small.get(array).values()[i] - without.get(array).values()[i];
        double twice = large.get(array).values()[i] - without.get(array).values()[i];
        assertThat(twice).isCloseTo(2 * once, within(1e-5));
      }
    }
    // the last bias raises every f by as much: its gradient of alpha (mean f^2 + mean f^2) is 2
    // alpha (mean f + mean f)
    double ofBias = last(small) - last(without);
    double[] means = means(plain.withTerms(none, 0), energy, weights);
    assertThat(ofBias).isCloseTo(2 * 0.01 * (means[0] + means[1]), within(1e-4));
  }

  /** What is not finite is a sign of divergence. */
  @Test
  void withoutAnEntropy_nothingIsToldOfIt() {
    Network energy = Nets.smooth();
    MaximumLikelihood plain = new MaximumLikelihood(LANGEVIN, 4, new DataStart());
    Map<String, Weights> weights = Nets.players(energy, KEY);
    int without = estimate(plain, energy, weights).values().length;
    double[] values = estimate(
            plain.withTerms(new KlTerm(1, 0, 1, 50, 1, KlTerm.Sign.PUBLISHED), 0), energy, weights)
        .values();
    assertThat(values).hasSize(without + 1);
    assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
  }

  private static double last(List<FloatArray> gradient) {
    float[] values = gradient.get(gradient.size() - 1).values();
    return values[values.length - 1];
  }

  private static List<FloatArray> gradient(
      MaximumLikelihood objective, Network energy, Map<String, Weights> weights) {
    return Nets.energy(estimate(objective, energy, weights).gradients()).list();
  }

  /** Mean f of data and of chains. */
  private static double[] means(
      MaximumLikelihood objective, Network energy, Map<String, Weights> weights) {
    double[] values = estimate(objective, energy, weights).values();
    return Arrays.stream(values, 1, 3).map(u -> u * energy.temperature()).toArray();
  }

  private static Estimate estimate(
      MaximumLikelihood objective, Network energy, Map<String, Weights> weights) {
    Examples data = MixtureDraws.ring(4, 1, 0.15).open();
    try (Estimator estimator = objective.open(
        Players.alone(energy), data, new Compute(torch, Precision.FLOAT32), KEY.fold("open"))) {
      return estimator.estimate(weights, data.draw(100, KEY.fold("data")), KEY.fold("step"));
    }
  }

  @Test
  void whatCannotBeFollowed_isRefused() {
    KlTerm term = new KlTerm(1, 0.3, 2, 60, 50, KlTerm.Sign.PUBLISHED);
    Network energy = Nets.smooth();
    assertThatThrownBy(() -> new MaximumLikelihood(new Mala(0.1, 1), 5, new DataStart())
            .withTerms(term, 0)
            .requireLearnable(energy, 100))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("one of mala is accepted or not; choose sampler langevin");
    assertThatThrownBy(() -> new MaximumLikelihood(LANGEVIN, 2, new DataStart())
            .withTerms(term, 0)
            .requireLearnable(energy, 100))
        .hasMessageContaining("must be fewer than the chain has, 2, got 2");
    assertThatThrownBy(() -> new MaximumLikelihood(LANGEVIN, 5, new DataStart())
            .withTerms(term, 0)
            .requireLearnable(energy, 50))
        .hasMessageContaining("must be at most the chains of an update, 50, got 60");
    assertThatThrownBy(() -> new MaximumLikelihood(LANGEVIN, 5, new DataStart())
            .withTerms(term, 0)
            .requireLearnable(energy, 100))
        .hasMessageContaining("needs a bank of chains to be far from, got init data");
  }
}
