package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Support;
import org.ebm.base.Weights;
import org.ebm.data.BarsAndStripes;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.data.Glyphs;
import org.ebm.data.MixtureDraws;
import org.ebm.energy.BoltzmannMachine;
import org.ebm.energy.BoltzmannMachine.Values;
import org.ebm.energy.Filter;
import org.ebm.energy.Flow;
import org.ebm.energy.Frame;
import org.ebm.energy.Network;
import org.ebm.energy.NoiseLevels;
import org.ebm.energy.Precision;
import org.ebm.energy.Rbm;
import org.ebm.energy.ScoreNetwork;
import org.ebm.energy.SelfContained;
import org.ebm.network.Conv2d;
import org.ebm.network.Dense;
import org.ebm.network.FeedForward;
import org.ebm.network.FreeEnergy;
import org.ebm.network.GlobalPool;
import org.ebm.network.NoiseLevelEmbedding;
import org.ebm.network.Softplus;
import org.ebm.network.Swish;
import org.ebm.network.Tanh;
import org.ebm.objective.NoiseContrastive.Form;
import org.ebm.objective.SlicedScoreMatching.Projection;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.Hmc;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Mala;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.Persistent.Fill;
import org.ebm.sampler.Replay;
import org.ebm.sampler.Replay.WriteBack;
import org.ebm.sampler.TemperatureAlone;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every objective promises: its gradient is that of its first metric, and depends on the key and on nothing else. */
class ObjectiveContractTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Examples DATA = MixtureDraws.ring(4, 1, 0.15).open();
  private static final Examples IMAGES = new Glyphs(8, 10, 200, 0, 0).open();
  private static final Examples BITS = new BarsAndStripes(2).open();
  private static final int N = 130;
  private static final double STILL = 1e-6;
  private static final FeedForward GENERATOR =
      new FeedForward(List.of(3), List.of(new Dense(5), new Tanh(), new Dense(2)));

  private static final FeedForward GRID = new FeedForward(
      List.of(1, 4, 4), List.of(new Conv2d(2, 3, 1, 1), new Swish(), new Conv2d(1, 4, 1, 0)));

  /** On points, on images of 8x8 for a network that takes such, or on bits. */
  record Case(Objective objective, SelfContained network) {
    Players players() {
      Map<String, FeedForward> networks = new TreeMap<>();
      objective
          .networks()
          .forEach(name -> networks.put(name, name.startsWith("grid") ? GRID : GENERATOR));
      return new Players(network, networks);
    }

    Examples data() {
      if (network.support() == Support.BIT) {
        return BITS;
      }
      return network.shape().isImage() ? IMAGES : DATA;
    }

    Batch batch() {
      return data().draw(N, KEY.fold("batch"));
    }
  }

  private static Network levels() {
    return new Network(
        List.of(2),
        1,
        Optional.of(new NoiseLevels(1, 0.1, 4)),
        List.of(
            new Dense(8),
            new NoiseLevelEmbedding(6),
            new Swish(),
            new Dense(5),
            new Softplus(),
            new Dense(1)));
  }

  /** No energy: its slope at each level. */
  private static ScoreNetwork slopes() {
    return new ScoreNetwork(
        List.of(2),
        Optional.of(new NoiseLevels(1, 0.1, 4)),
        List.of(new Dense(6), new NoiseLevelEmbedding(4), new Swish(), new Dense(2)),
        Optional.empty());
  }

  private static ScoreNetwork slope() {
    return new ScoreNetwork(
        List.of(2),
        Optional.empty(),
        List.of(new Dense(6), new Tanh(), new Dense(2)),
        Optional.empty());
  }

  /** One number for each of ten digits, and the energy that they make. */
  private static Network classifier() {
    return new Network(
        List.of(1, 8, 8),
        0.5,
        List.of(
            new Conv2d(2, 4, 2, 1),
            new Swish(),
            new GlobalPool(GlobalPool.Over.MEAN),
            new Dense(10),
            new FreeEnergy(10)));
  }

  /** Its last layer reads an array that is prepared beside the parameters. */
  private static Network imageLevels() {
    return new Network(
        List.of(1, 8, 8),
        1,
        Optional.of(new NoiseLevels(1, 0.1, 4)),
        List.of(
            new Conv2d(2, 3, 1, 1),
            new NoiseLevelEmbedding(4),
            new Swish(),
            new Conv2d(1, 8, 1, 0)));
  }

  private static Network image() {
    return new Network(
        List.of(1, 8, 8),
        0.5,
        List.of(new Conv2d(2, 3, 1, 1), new Swish(), new Conv2d(1, 8, 1, 0)));
  }

  /** So hot that bits are drawn whatever the weights are. */
  private static final Gibbs HOT = new Gibbs(1, Gibbs.Order.SYSTEMATIC, 1e9);

  /** Chains that hardly move are constants, as the gradient of maximum likelihood takes them. */
  static List<Case> cases() {
    List<Objective> plain = List.of(
        new MaximumLikelihood(
            new Langevin(STILL, 1, true), 3, new Persistent(Fill.UNIFORM, 200, 1)),
        new MaximumLikelihood(new Mala(STILL, 1), 3, new org.ebm.sampler.GaussianStart(1)),
        new MaximumLikelihood(
            new Hmc(STILL, 2, 1), 3, new Replay(300, 0.1, WriteBack.SAME_ROWS, 1)),
        new MaximumLikelihood(
            new Langevin(STILL, 1, true), 3, new Replay(300, 0.1, WriteBack.RING, 1)),
        new MaximumLikelihood(new Langevin(STILL, 1, true), 1, new DataStart()),
        new MaximumLikelihood(new Langevin(STILL, 1, true), 3, new Persistent(Fill.UNIFORM, 200, 1))
            .withTerms(new KlTerm(1, 0.3, 2, 60, 50, KlTerm.Sign.PUBLISHED), 0),
        new MaximumLikelihood(new Mala(STILL, 1), 2, new org.ebm.sampler.GaussianStart(1))
            .withCoupled(new Coupled(4)),
        // all rungs begin alike and hardly move, so that swaps change nothing
        new MaximumLikelihood(new Mala(STILL, 1), 2, new org.ebm.sampler.GaussianStart(1))
            .withLadders(new PersistentLadders(new TemperatureAlone(4), 60, 3, 2)),
        new ScoreMatching(),
        new ScoreMatching(0.1),
        new DenoisingScoreMatching(Optional.of(0.2)),
        new SlicedScoreMatching(Projection.RADEMACHER, 2, true),
        new SlicedScoreMatching(Projection.GAUSSIAN, 1, false),
        new SlicedScoreMatching(Projection.SPHERE, 1, true),
        new NoiseContrastive(new NormalNoise(), 3, 10),
        new NoiseContrastive(new MixtureNoise(2), 2, 10),
        new NoiseContrastive(new FlowNoise(2, 3, 0, 0), 2, 10),
        new NoiseContrastive(new FlowNoise(2, 3, 0.5, 0.3), 2, 10),
        new NoiseContrastive(new NormalNoise(), 2, 10, Form.LIKELIHOOD),
        new NoiseContrastive(new NormalNoise(), 2, 10, Form.SQUARES),
        new NoiseContrastive(new NormalNoise(), 2, 10, Form.EXPONENTIAL),
        new EnergyDiscrepancy(0.3, 4, 1),
        new ConditionalNoiseContrastive(0.3, 4));
    Langevin still = new Langevin(STILL, 1, true);
    return Stream.concat(
            plain.stream().map(objective -> new Case(objective, Nets.smooth())),
            Stream.of(
                new Case(
                    new Cooperative(new Langevin(STILL, 1, true), 3, 0.3, Optional.empty()),
                    Nets.smooth()),
                new Case(
                    new Cooperative(
                        new Langevin(0.1, 1, true), 3, 0.3, Optional.of(new LatentChain(2, 0.1))),
                    Nets.smooth()),
                new Case(new ExactLikelihood(), new Flow(2, 2, 3)),
                new Case(new CrossEntropy(), classifier()),
                new Case(
                    new Joint(still, 2, new Persistent(Fill.UNIFORM, 200, 1), 0.7), classifier()),
                new Case(new MultiGrid(new Langevin(STILL, 1, true), 3, List.of(4)), image()),
                new Case(new MultiGrid(new Langevin(0.1, 1, false), 2, List.of(4)), image()),
                new Case(new DenoisingScoreMatching(Optional.empty()), levels()),
                new Case(new DenoisingScoreMatching(Optional.empty()), imageLevels()),
                new Case(new DenoisingScoreMatching(Optional.empty(), true), levels()),
                new Case(new DenoisingScoreMatching(Optional.empty(), true), slopes()),
                new Case(new DiffusionRecovery(3, STILL), levels()),
                new Case(new SlicedScoreMatching(Projection.RADEMACHER, 2, true), slope()),
                new Case(new ScoreMatching(), slope()),
                new Case(
                    new MaximumLikelihood(HOT, 2, new DataStart(true)),
                    new Rbm(List.of(1, 2, 2), 3, 0.3)),
                new Case(
                    // all filters at once: the gradient is whole
                    new FilterPursuit(HOT, 2, new Persistent(Fill.UNIFORM, 200, 1), 1, 0, 9, 9),
                    new Frame(
                        List.of(1, 2, 2),
                        List.of(new Filter.Delta()),
                        2,
                        1,
                        Frame.Values.BIT,
                        Frame.Places.EACH)),
                new Case(new PseudoLikelihood(), new Rbm(List.of(1, 2, 2), 3, 0.3)),
                new Case(
                    new PseudoLikelihood(), new BoltzmannMachine(List.of(1, 2, 2), Values.BIT))))
        .toList();
  }

  /** Those whose chains, if they have any, hardly move. */
  static List<Case> still() {
    return cases().stream()
        .filter(each -> each.objective().negatives().stream()
            .allMatch(negatives -> negatives.sampler().stepSize() == STILL))
        .toList();
  }

  private static Map<String, Weights> own(Case tested, Map<String, Weights> players) {
    Map<String, Weights> own = new LinkedHashMap<>(players);
    own.keySet().removeAll(tested.objective().networks());
    own.keySet().removeAll(tested.objective().energies(tested.network()).keySet());
    return own;
  }

  @Test
  void everyObjectiveIsTested() {
    assertThat(
            cases().stream().map(each -> each.objective().getClass().getName()).distinct())
        .containsExactlyInAnyOrderElementsOf(Stream.of(Objective.class.getPermittedSubclasses())
            .map(Class::getName)
            .toList());
  }

  private static Estimator open(Case tested, Torch torch) {
    tested.objective().requireLearnable(tested.network(), N);
    return tested
        .objective()
        .open(
            tested.players(),
            tested.data(),
            new Compute(torch, Precision.FLOAT32),
            KEY.fold("open"));
  }

  private static Map<String, Weights> learned(Case tested) {
    Map<String, Weights> learned = new LinkedHashMap<>();
    Player energy = Player.energy(tested.network().parameters());
    learned.put(energy.name(), energy.initial(KEY));
    List<Player> others =
        new ArrayList<>(tested.objective().players(tested.network().shape()));
    tested
        .players()
        .networks()
        .forEach((name, network) -> others.add(new Player(name, network.parameters(), 1)));
    for (Player player : others) {
      Weights weights = player.initial(KEY);
      weights.list().forEach(array -> Arrays.fill(array.values(), 0.7f));
      learned.put(player.name(), weights);
    }
    return learned;
  }

  /** Of all players, one after the other. */
  private static List<FloatArray> arrays(Map<String, Weights> players) {
    return players.values().stream().flatMap(weights -> weights.list().stream()).toList();
  }

  private static Batch batch(Case tested) {
    return tested.batch();
  }

  /** Every call anew: an update may change what the estimator keeps. */
  private static Estimate estimate(Case tested, Map<String, Weights> learned, Torch torch) {
    try (Estimator estimator = open(tested, torch)) {
      return estimator.estimate(learned, batch(tested), KEY.fold("step"));
    }
  }

  /** A central difference errs by h^2 f''' / 6, some 1e-4, and by float32 rounding of the loss, 1e-7 / h = 1e-5. */
  @ParameterizedTest
  @MethodSource("still")
  void theGradientIsThatOfTheFirstMetric(Case tested) {
    Map<String, Weights> learned = learned(tested);
    // networks of others have losses of their own
    List<FloatArray> values = arrays(own(tested, learned));
    float h = 0.01f;
    double difference = 0;
    double norm = 0;
    try (Estimator estimator = open(tested, TORCH)) {
      var state = copy(estimator);
      List<FloatArray> gradient = arrays(own(
          tested, estimator.estimate(learned, batch(tested), KEY.fold("step")).gradients()));
      assertThat(gradient).hasSameSizeAs(values);
      for (int p = 0; p < values.size(); p++) {
        float[] own = values.get(p).values();
        for (int i = 0; i < own.length; i++) {
          float value = own[i];
          own[i] = value + h;
          estimator.restore(copy(state));
          double above =
              estimator.estimate(learned, batch(tested), KEY.fold("step")).values()[0];
          own[i] = value - h;
          estimator.restore(copy(state));
          double below =
              estimator.estimate(learned, batch(tested), KEY.fold("step")).values()[0];
          own[i] = value;
          double slope = (above - below) / (2 * h) * scale(tested);
          difference += Math.pow(slope - gradient.get(p).values()[i], 2);
          norm += slope * slope;
        }
      }
    }
    assertThat(norm).isPositive();
    assertThat(Math.sqrt(difference / norm)).isLessThan(3e-3);
  }

  /** The gradient is that of f = T U, the metric in units of U. */
  private static double scale(Case tested) {
    boolean ofF =
        tested.objective().negatives().isPresent() || tested.objective() instanceof CrossEntropy;
    return ofF ? tested.network().temperature() : 1;
  }

  private static Map<String, FloatArray> copy(Estimator estimator) {
    return copy(estimator.state());
  }

  private static Map<String, FloatArray> copy(Map<String, FloatArray> state) {
    Map<String, FloatArray> copy = new TreeMap<>();
    state.forEach((name, array) ->
        copy.put(name, new FloatArray(array.shape(), array.values().clone())));
    return copy;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theEstimateIsByteEqual_forAnyNumberOfWorkers_andWhenRepeated(Case tested) {
    Estimate two = estimate(tested, learned(tested), TORCH);
    assertThat(two.values().length).isPositive();
    for (int workers : new int[] {1, 3}) {
      try (Torch torch = Torch.open("cpu", workers)) {
        Estimate other = estimate(tested, learned(tested), torch);
        assertThat(other.gradients()).isEqualTo(two.gradients());
        assertThat(other.values()).isEqualTo(two.values());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metricsHaveNames(Case tested) {
    try (Estimator estimator = open(tested, TORCH)) {
      Estimate estimate = estimator.estimate(learned(tested), batch(tested), KEY.fold("step"));
      assertThat(Metric.names(estimator.metrics()))
          .hasSize(estimate.values().length)
          .doesNotHaveDuplicates();
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}
