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
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.data.MixtureDraws;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.Persistent.Fill;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MaximumLikelihoodTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(11);
  private static final Examples DATA = MixtureDraws.ring(4, 1, 0.15).open();
  private static final FloatArray BATCH = DATA.batch(130, KEY.fold("batch"));
  private static final Persistent BANK = new Persistent(Fill.UNIFORM, 200, 1);

  private static Estimator open(Network network, Langevin sampler, Init init, Torch torch) {
    return new MaximumLikelihood(sampler, 5, init)
        .open(
            Players.alone(network), DATA, new Compute(torch, Precision.FLOAT32), KEY.fold("open"));
  }

  /** An estimate, and the samples that it was made with. */
  private record Seen(Estimate estimate, FloatArray samples) {
    List<FloatArray> gradient() {
      return Nets.energy(estimate.gradients()).list();
    }

    double[] metrics() {
      return estimate.values();
    }
  }

  private static Seen estimate(Network network, Langevin sampler, Init init, Torch torch) {
    try (Estimator estimator = open(network, sampler, init, torch)) {
      return seen(estimator, network);
    }
  }

  private static Seen seen(Estimator estimator, Network network) {
    Map<String, Weights> weights = Nets.players(network, KEY);
    // the same key and bank give the same chains
    FloatArray samples =
        estimator.shortRun(weights, batch(BATCH), KEY.fold("step")).orElseThrow();
    return new Seen(estimator.estimate(weights, batch(BATCH), KEY.fold("step")), samples);
  }

  private static Batch batch(FloatArray examples) {
    return new Batch(examples, Optional.empty());
  }

  private static LossGradient energies(Network network) {
    return new LossGradient(
        network, List.of(), Contrast.ENERGY, new Compute(TORCH, Precision.FLOAT32));
  }

  /** Mean f(data) - mean f(samples) in double; f = T U. */
  private static double loss(
      LossGradient energies, Network network, Map<String, Weights> weights, FloatArray model) {
    FloatArray all = FloatArray.concat(List.of(BATCH, model));
    float[] energy =
        energies.of(weights, all, List.of(), new float[all.rows()], KEY).column(0);
    double difference = 0;
    for (int i = 0; i < energy.length; i++) {
      difference += i < BATCH.rows() ? energy[i] / BATCH.rows() : -energy[i] / model.rows();
    }
    return network.temperature() * difference;
  }

  @Test
  void theGradientIsThatOfMeanFOfDataMinusMeanFOfTheModel() {
    Network network = Nets.smooth();
    assertIsGradient(
        network, estimate(network, new Langevin(0.5, 1, true), new GaussianStart(2), TORCH));
  }

  /** 60 chains beside 130 examples: each set has its own mean. */
  @Test
  void chainsNeedNotBeAsManyAsExamples() {
    Network network = Nets.smooth();
    MaximumLikelihood few =
        new MaximumLikelihood(new Langevin(0.5, 1, true), 5, new GaussianStart(2)).withChains(60);
    try (Estimator estimator = few.open(
        Players.alone(network), DATA, new Compute(TORCH, Precision.FLOAT32), KEY.fold("open"))) {
      Map<String, Weights> weights = Nets.players(network, KEY);
      FloatArray samples =
          estimator.shortRun(weights, batch(BATCH).first(60), KEY.fold("step")).orElseThrow();
      Estimate estimate = estimator.estimate(weights, batch(BATCH), KEY.fold("step"));
      assertIsGradient(network, new Seen(estimate, samples));
      // energy_gap is the difference of the two means, in units of U
      try (LossGradient energies = energies(network)) {
        assertThat(estimate.values()[0])
            .isCloseTo(
                loss(energies, network, weights, samples) / network.temperature(), within(1e-5));
      }
    }
  }

  @Test
  void chainsThatAreToldTheirExamples_mustBeAsMany() {
    Network network = Nets.smooth();
    MaximumLikelihood few =
        new MaximumLikelihood(new Langevin(0.5, 1, true), 5, new DataStart(true)).withChains(60);
    assertThatThrownBy(() -> few.requireLearnable(network, 130))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be as many as the batch has examples, 130, got 60");
    MaximumLikelihood many =
        new MaximumLikelihood(new Langevin(0.5, 1, true), 5, BANK).withChains(201);
    assertThatThrownBy(() -> many.requireLearnable(network, 130))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be at least the chains of an update, 201, got 200");
  }

  private static void assertIsGradient(Network network, Seen estimate) {
    // a central difference errs by h^2 f''' / 6 = 2e-5 and by float32 rounding of f, 1e-7 / h /
    // sqrt(130) = 1e-6
    float h = 0.01f;
    double difference = 0;
    double norm = 0;
    try (LossGradient energies = energies(network)) {
      Map<String, Weights> weights = Nets.players(network, KEY);
      List<FloatArray> parameters = Nets.energy(weights).list();
      for (int p = 0; p < parameters.size(); p++) {
        float[] values = parameters.get(p).values();
        for (int i = 0; i < values.length; i++) {
          float value = values[i];
          values[i] = value + h;
          double above = loss(energies, network, weights, estimate.samples());
          values[i] = value - h;
          double below = loss(energies, network, weights, estimate.samples());
          values[i] = value;
          double slope = (above - below) / (2 * h);
          difference += Math.pow(slope - estimate.gradient().get(p).values()[i], 2);
          norm += slope * slope;
        }
      }
    }
    assertThat(norm).isPositive();
    assertThat(Math.sqrt(difference / norm)).isLessThan(1e-3);
  }

  /** Without noise and with T = eps^2 / 2 a step is x - df/dx whatever eps is: same samples, and then the same gradient. */
  @Test
  void stepsOfTheParametersDoNotDependOnEps() {
    Seen one = atEps(0.1);
    Seen two = atEps(0.2);
    assertClose(two.samples(), one.samples());
    for (int p = 0; p < one.gradient().size(); p++) {
      assertClose(two.gradient().get(p), one.gradient().get(p));
    }
    // U = f / T: a quarter of it at twice the eps
    assertThat(two.metrics()[0] / one.metrics()[0]).isBetween(0.25 - 1e-4, 0.25 + 1e-4);
  }

  private static Seen atEps(double eps) {
    Network network = new Network(List.of(2), eps * eps / 2, Nets.smooth().layers());
    return estimate(network, new Langevin(eps, 1, false), BANK, TORCH);
  }

  /** Float32 rounding over five steps and two back-propagations: 1e-5 of the largest element. */
  private static void assertClose(FloatArray actual, FloatArray expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
    }
    assertThat(largest).isPositive();
    assertThat(difference).isLessThan(1e-5 * largest);
  }

  @Test
  void theEstimateIsByteEqual_forAnyNumberOfWorkers() {
    Langevin sampler = new Langevin(0.1, 1, true);
    Seen one;
    try (Torch torch = Torch.open("cpu", 1)) {
      one = estimate(Nets.toy(), sampler, BANK, torch);
    }
    for (int workers = 2; workers <= 3; workers++) {
      try (Torch torch = Torch.open("cpu", workers)) {
        Seen more = estimate(Nets.toy(), sampler, BANK, torch);
        assertThat(more.gradient()).isEqualTo(one.gradient());
        assertThat(more.metrics()).isEqualTo(one.metrics());
        assertThat(more.samples()).isEqualTo(one.samples());
      }
    }
  }

  /** The engine would optimize a program after its first call, and then round otherwise: a resumed run would not repeat the bytes of a whole one. */
  @Test
  void theFirstCallRoundsLikeAnyOther() {
    Network network = Nets.smooth();
    try (Estimator estimator = open(network, new Langevin(0.1, 1, true), new DataStart(), TORCH)) {
      Seen first = seen(estimator, network);
      for (int call = 2; call <= 4; call++) {
        Seen later = seen(estimator, network);
        assertThat(later.gradient()).isEqualTo(first.gradient());
        assertThat(later.samples()).isEqualTo(first.samples());
        assertThat(later.metrics()).isEqualTo(first.metrics());
      }
    }
  }

  @Test
  void metricsAreThoseOfTheSamples() {
    Network network = Nets.smooth();
    Seen estimate = estimate(network, new Langevin(0.2, 1, true), new DataStart(), TORCH);
    double[] metrics = estimate.metrics();
    try (Estimator estimator = open(network, new Langevin(0.2, 1, true), BANK, TORCH);
        LossGradient energies = energies(network)) {
      assertThat(Metric.names(estimator.metrics()))
          .hasSize(metrics.length)
          .startsWith("energy_gap");
      double loss = loss(energies, network, Nets.players(network, KEY), estimate.samples());
      assertThat(metrics[0]).isCloseTo(loss / network.temperature(), within(1e-6));
    }
    assertThat(metrics[0]).isCloseTo(metrics[1] - metrics[2], within(1e-12));
    // displacement = eps^2 / 2 of the gradient norm; unadjusted chains accept everything
    assertThat(metrics[4]).isCloseTo(0.02 * metrics[3], within(1e-12));
    assertThat(metrics[5]).isEqualTo(1);
  }

  /**
   * At a temperature that leaves noise alone, 5 steps of eps 0.2 in the plane end at a distance of Rayleigh's law with scale 0.2 sqrt(5): mean 0.447
   * sqrt(pi / 2) = 0.560, sd 0.447 sqrt(2 - pi / 2) = 0.293. Over 130 chains: 4 standard errors are 0.103.
   */
  @Test
  void distanceIsThatOfTheEndsFromTheStarts() {
    Seen estimate = estimate(Nets.smooth(), new Langevin(0.2, 1e9, true), new DataStart(), TORCH);
    assertThat(estimate.metrics()[6]).isCloseTo(0.560, within(0.103));
  }

  @Test
  void anUpdateMovesJustTheDrawnChainsOfTheBank() {
    try (Estimator estimator = open(Nets.smooth(), new Langevin(0.1, 1, true), BANK, TORCH)) {
      FloatArray before = bank(estimator);
      estimator.estimate(Nets.players(Nets.smooth(), KEY), batch(BATCH), KEY.fold("step"));
      FloatArray after = bank(estimator);
      int moved = 0;
      for (int row = 0; row < 200; row++) {
        moved += before.slice(row, row + 1).equals(after.slice(row, row + 1)) ? 0 : 1;
      }
      assertThat(moved).isEqualTo(130);

      estimator.shortRun(
          Nets.players(Nets.smooth(), KEY), batch(BATCH).first(50), KEY.fold("picture"));
      assertThat(bank(estimator)).isEqualTo(after);
    }
  }

  @Test
  void chainsThatDiverge_areAnError_andTheBankStaysAsItWas() {
    try (Estimator estimator = open(Nets.smooth(), new Langevin(1e20, 1, true), BANK, TORCH)) {
      assertDiverges(estimator, BATCH, "130 of 130 chains are non-finite after 5 steps");
    }
  }

  @Test
  void dataThatOverflow_areAnError_andTheBankStaysAsItWas() {
    float[] values = BATCH.values().clone();
    values[0] = Float.MAX_VALUE;
    values[1] = -Float.MAX_VALUE;
    FloatArray huge = new FloatArray(BATCH.shape(), values);
    try (Estimator estimator = open(Nets.smooth(), new Langevin(0.1, 1, true), BANK, TORCH)) {
      assertDiverges(estimator, huge, "the learning gradient is non-finite");
    }
  }

  private static void assertDiverges(Estimator estimator, FloatArray batch, String why) {
    FloatArray before = bank(estimator);
    assertThatThrownBy(() ->
            estimator.estimate(Nets.players(Nets.smooth(), KEY), batch(batch), KEY.fold("step")))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DIVERGED))
        .hasMessageContaining(why);
    assertThat(bank(estimator)).isEqualTo(before);
  }

  /** A copy: the estimator's own changes in place. */
  private static FloatArray bank(Estimator estimator) {
    FloatArray bank = Objects.requireNonNull(estimator.state().get("bank"));
    return new FloatArray(bank.shape(), Arrays.copyOf(bank.values(), bank.values().length));
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
