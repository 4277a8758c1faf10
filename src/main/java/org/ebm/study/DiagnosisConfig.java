package org.ebm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.diagnose.LongRunLength;
import org.ebm.energy.Ability;
import org.ebm.energy.Energy;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Usable;
import org.ebm.network.Condition;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.Mala;
import org.ebm.sampler.OverdispersedStart;
import org.ebm.sampler.ReplicaExchange;
import org.ebm.sampler.Resources;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.UniformStart;
import org.ebm.sampler.WarmUp;

/** What a diagnosis works on: an energy, the data it should be the energy of, and the chains that are to tell. */
public record DiagnosisConfig(
    @Key(value = "of every random draw; auto: that of the training run, else 0", byDefault = "auto")
    Optional<Long> seed,

    @Key("what is diagnosed; a learned one: model: runs/NAME/model")
    Energy energy,

    @Key(
        "what the energy should describe; chains start here. For a training run: its held-out data")
    Dataset data,

    @Key("the chain; for a training run: its own sampler") Sampler sampler,

    @Key(
        value =
            "chain steps T; auto: max(20 L, 5 (s / eps)^2), at least 20000 for points and 5000 for images",
        range = ">= 1000",
        byDefault = "auto")
    Optional<Integer> steps,

    @Key(
        value = "chains; auto: 1000 for points, 800 for images",
        range = ">= 2",
        byDefault = "auto")
    Optional<Integer> chains,

    @Key(
        value = "training's chains, to compare with; none: that part is not measured",
        byDefault = "none")
    Optional<ShortRun> shortRun,

    @Key(
        value =
            "1: chains from data only, and the weights of modes are not tested; 2: as many from second_start",
        range = ">= 1, <= 2",
        byDefault = "2")
    int starts,

    @Key(
        value =
            "where the other chains start; auto: training's bank or noise; where it started from data, or the bank is of fewer chains and the data are points, at data with normal noise of twice their sd",
        byDefault = "auto")
    Optional<Init> secondStart,

    @Key(
        value =
            "chains beside them that start up to 32 sd of the data away, and show basins that no other chain sees; 0: none; auto: 200 for points of real numbers, else 0",
        range = ">= 0",
        byDefault = "auto")
    Optional<Integer> overdispersed,

    @Key(
        value =
            "held-out examples that chains are compared with, besides half as many to be near to",
        range = ">= 100",
        byDefault = "2000")
    int examples,

    @Key(
        value =
            "whether to measure ranks of data among reversible chains and the evidence of annealing both ways, which need no mixing",
        byDefault = "true")
    boolean exact,

    @Key(
        value =
            "whether to follow chains from training's start to ten times its steps: nearest to the data at K, and farther later, is learned out of equilibrium",
        byDefault = "true")
    boolean chainTime,

    @Key(
        value =
            "pairs of coupled chains, whose meetings bound how far chains from data are from exp(-U) after any number of steps; none: not measured",
        byDefault = "none")
    Optional<Meetings> coupled,

    @Key(
        value =
            "the last T / 8 steps, which give chains the law of exp(-U), on a ladder, so that they cross between modes; none: by the sampler alone",
        byDefault = "none")
    Optional<ReplicaExchange> replicaExchange,

    @Key(
        value = "steps between rows of the chains' trace; auto: a hundredth of the steps",
        range = ">= 1",
        byDefault = "auto")
    Optional<Integer> traceEvery,

    @Key(value = "where to compute", byDefault = "{}") Resources runtime) {
  /** Held-out examples by default. */
  public static final int EXAMPLES = 2000;

  private static final int POINT_STEPS = 20_000;
  private static final int IMAGE_STEPS = 5000;
  private static final int POINT_CHAINS = 1000;
  private static final int IMAGE_CHAINS = 800;
  private static final int OVERDISPERSED = 200;
  /** Largest distance of overdispersed starts, sd of the data. */
  private static final double FARTHEST = 32;

  private static final int ROUND = 1000;
  private static final int CHECKPOINT_EVERY = 10_000;
  private static final int ADJUSTED_SHARE = 8;
  private static final int FEWEST_ADJUSTED = 400;
  /** 1.02^200 = 50: as far as eps can travel. */
  private static final int WARM_UP = 200;

  public DiagnosisConfig {
    List<Problem> problems = new ArrayList<>(Usable.problems("energy", energy));
    if (replicaExchange.isPresent()) {
      problems.addAll(ReplicaExchange.unfit(exact(sampler)));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    sampler.requireLaw();
  }

  /** Its law is exp(-U), whatever its step size. */
  private static Sampler exact(Sampler sampler) {
    return sampler.followsGradients() ? new Mala(sampler.stepSize(), 1) : sampler;
  }

  /** This one with its energy and data, which are read once for all chains and numbers. */
  public record Opened(DiagnosisConfig config, Potential energy, Examples data) {}

  /** Reads energy and data. */
  public Opened open() {
    Potential opened = energy.open();
    Ability.require(opened, sampler.needs(), KindName.of(sampler.getClass()));
    Ability.requireEnergy(
        opened,
        "energy",
        "diagnose compares energies of chains and data",
        "compare samples and data: ebm eval --set probability_flow.steps=200");
    if (opened.given().containsKey(Condition.IMAGE)
        || opened.condition(Condition.IMAGE).isPresent()) {
      throw new ConfigException(
          "energy",
          "is told images and has another law for each, of which the data are one example; diagnose judges one law by many. ebm sample compares its chains with the truth behind each image");
    }
    return new Opened(this, opened, data.open());
  }

  /** The long chains: from data, with a trace that holds the second half and its beginning. */
  public SampleConfig longRun(Examples examples) {
    boolean image = examples.space().layout() != Layout.POINT;
    int training = shortRun.map(ShortRun::steps).orElse(0);
    long needed =
        LongRunLength.needed(training, DataScale.largestSd(examples, energy.units()), stride());
    long least = Math.max(needed, image ? IMAGE_STEPS : POINT_STEPS);
    int length = steps.orElseGet(() -> Math.toIntExact((least + ROUND - 1) / ROUND * ROUND));
    return chains(
        length, chains.orElse(image ? IMAGE_CHAINS : POINT_CHAINS), new DataStart(), seed);
  }

  /** eps; where elements take two values, how far these are apart. */
  double stride() {
    return sampler.followsGradients()
        ? sampler.stepSize()
        : energy.support().high() - energy.support().low();
  }

  /** The same chains from the second start, if there are to be two and the data say where. */
  public Optional<SampleConfig> secondRun(SampleConfig longRun, Examples examples) {
    if (starts < 2 && secondStart.isEmpty()) {
      return Optional.empty();
    }
    Optional<Init> start = secondStart.or(() -> unlikeData(examples, longRun.chains()));
    if (start.isEmpty()) {
      return Optional.empty();
    }
    int count = Math.min(longRun.chains(), start.get().most());
    return Optional.of(chains(longRun.steps(), count, start.get(), seedOf("second", longRun)));
  }

  /** The same, fewer, from starts near and far; empty if there are to be none, or the data have no width. */
  public Optional<SampleConfig> overdispersedRun(SampleConfig longRun, Examples examples) {
    boolean points = isOfPoints(examples);
    int count = overdispersed.orElse(points && starts == 2 ? OVERDISPERSED : 0);
    double sd = DataScale.largestSd(examples, energy.units());
    if (count == 0 || sd == 0) {
      return Optional.empty();
    }
    Init start = new OverdispersedStart(sd, FARTHEST * sd);
    return Optional.of(chains(longRun.steps(), count, start, seedOf("overdispersed", longRun)));
  }

  private boolean isOfPoints(Examples examples) {
    return examples.space().layout() == Layout.POINT && sampler.followsGradients();
  }

  /** Chains with the noise of others follow them from any start, and would agree with them whatever the energy. */
  private static Optional<Long> seedOf(String purpose, SampleConfig other) {
    return other.seed().map(seed -> RandomKey.ofSeed(seed).fold(purpose).seed());
  }

  /** Where training's chains start, if there are enough of those, or twice as wide as the data; empty if the data have no width. */
  private Optional<Init> unlikeData(Examples examples, int wanted) {
    boolean points = isOfPoints(examples);
    Optional<Init> training = shortRun
        .map(ShortRun::init)
        .filter(init -> !(init.isFromData() || init instanceof FileStart))
        .filter(init -> !points || init.most() >= wanted);
    double sd = DataScale.largestSd(examples, energy.units());
    if (training.isPresent() || sd == 0) {
      return training;
    }
    Init wide = points ? new OverdispersedStart(2 * sd, 2 * sd) : new GaussianStart(2 * sd);
    return Optional.of(sampler.followsGradients() ? wide : new UniformStart(1));
  }

  /**
   * Metropolis-adjusted steps from the ends of long chains: they have the law of exp(-U), whatever the step size of the chains before. Of rules that draw elements it is their own law.
   *
   * @param ended folder of those chains
   */
  public SampleConfig adjustedRun(SampleConfig longRun, Path ended) {
    int length = Math.max(FEWEST_ADJUSTED, longRun.steps() / ADJUSTED_SHARE / ROUND * ROUND);
    Resources inFloat32 = new Resources(
        runtime.device(),
        Optional.of(Precision.FLOAT32),
        runtime.workers(),
        runtime.chainsPerBlock());
    return new SampleConfig(
            seedOf("adjusted", longRun),
            energy,
            Optional.of(data),
            exact(sampler),
            Optional.of(new WarmUp(WARM_UP, Optional.empty()))
                .filter(warmUp -> sampler.followsGradients() && replicaExchange.isEmpty()),
            replicaExchange,
            length,
            longRun.chains(),
            Optional.of(new org.ebm.sampler.FileStart(ended.toAbsolutePath(), Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            CHECKPOINT_EVERY,
            Optional.empty(),
            inFloat32)
        .resolved(0);
  }

  /** As many chains that start where training's do. */
  SampleConfig shortRun(SampleConfig longRun, ShortRun run) {
    return chains(run.steps(), longRun.chains(), run.init(), seed);
  }

  private SampleConfig chains(int length, int count, Init start, Optional<Long> seedOfAll) {
    return new SampleConfig(
            seedOfAll,
            energy,
            Optional.of(data),
            sampler,
            Optional.empty(),
            Optional.empty(),
            length,
            count,
            Optional.of(start),
            Optional.empty(),
            traceEvery,
            CHECKPOINT_EVERY,
            Optional.empty(),
            runtime)
        .resolved(0);
  }
}
