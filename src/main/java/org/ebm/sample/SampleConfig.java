package org.ebm.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Counted;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.energy.Energy;
import org.ebm.energy.Usable;
import org.ebm.sampler.Annealing;
import org.ebm.sampler.ChainRange;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Descent;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.sampler.RecoveryDescent;
import org.ebm.sampler.ReplicaExchange;
import org.ebm.sampler.Resources;
import org.ebm.sampler.ReverseDiffusion;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Shard;
import org.ebm.sampler.UniformStart;
import org.ebm.sampler.WarmUp;

/** A run of chains on an energy, whole: the same record, energy and data give the same states. */
public record SampleConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("what is sampled; a learned one: model: runs/NAME/model")
    Energy energy,

    @Key(
        value = "what the energy learned: for starts, and energies to compare with",
        byDefault = "none")
    Optional<Dataset> data,

    @Key("the chain") Sampler sampler,

    @Key(
        value =
            "a way down the noise levels of the energy before the first step; none: chains start where init says",
        byDefault = "none")
    Optional<Annealing> annealing,

    @Key(
        value =
            "another way down the noise levels: diffusion run backwards, from where init says with noise of the largest level added; none: not so",
        byDefault = "none")
    Optional<ReverseDiffusion> reverseDiffusion,

    @Key(
        value =
            "another way down the noise levels: of an energy that diffusion_recovery learned, from where init says with noise of the largest level added; none: not so",
        byDefault = "none")
    Optional<RecoveryDescent> recovery,

    @Key(
        value =
            "steps before the first that find eps for nuts, underdamped, mala, hmc or random_walk; sampler.step_size is where they begin",
        byDefault = "none")
    Optional<WarmUp> warmUp,

    @Key(
        value =
            "every chain is a ladder of laws that swap states, so that it crosses between modes; none: the sampler alone",
        byDefault = "none")
    Optional<ReplicaExchange> replicaExchange,

    @Key(value = "chain steps", range = ">= 1", byDefault = "10000")
    int steps,

    @Key(value = "chains", range = ">= 1", byDefault = "100")
    int chains,

    @Key(
        value =
            "where the chains start; persistent: the bank of the model's training run; auto: data if there are any, else gaussian, for spins and bits uniform; gaussian before reverse_diffusion and recovery",
        byDefault = "auto")
    Optional<Init> init,

    @Key(
        value =
            "states of every k-th step are kept in states.npy; none: only those of a few steps and the end",
        range = ">= 1",
        byDefault = "none")
    Optional<Integer> keep,

    @Key(
        value =
            "steps between rows of trace.csv and energies.npy, besides 1, 2, 5, 10, 20, ...; auto: a hundredth of the steps",
        range = ">= 1",
        byDefault = "auto")
    Optional<Integer> traceEvery,

    @Key(value = "steps between checkpoints", range = ">= 1", byDefault = "10000")
    int checkpointEvery,

    @Key(
        value = "a part of the chains, to be merged with the others; none: all of them",
        byDefault = "none")
    Optional<Shard> shard,

    @Key(value = "where to compute", byDefault = "{}") Resources runtime) {
  public SampleConfig {
    List<Problem> problems = new ArrayList<>();
    problems.addAll(Usable.problems("energy", energy));
    if (data.isEmpty() && init.filter(Init::isFromData).isPresent()) {
      String kind = KindName.of(init.orElseThrow().getClass());
      problems.add(new Problem("init." + kind, "there are no data; give data, or another init"));
    }
    if (energy.model().isEmpty() && init.isPresent() && init.get().keepsChains()) {
      problems.add(new Problem(
          "init." + KindName.of(init.get().getClass()),
          "only the training run of energy.model has a bank; give another init"));
    }
    if (warmUp.isPresent() && !(sampler.rejects() && sampler.followsGradients())) {
      problems.add(
          new Problem(
              "warm_up",
              "aims at an acceptance, and " + KindName.of(sampler.getClass())
                  + (sampler.followsGradients() ? " accepts every step" : " has no step_size")
                  + "; leave it out, or choose mala, hmc, nuts, underdamped with adjusted: true, or random_walk"));
    }
    problems.addAll(descentProblems(descents(annealing, reverseDiffusion, recovery)));
    if (replicaExchange.isPresent()) {
      problems.addAll(ReplicaExchange.unfit(sampler));
      problems.addAll(ladderProblems(
          replicaExchange.get(),
          data.isPresent(),
          warmUp.isPresent(),
          descents(annealing, reverseDiffusion, recovery),
          shard.isPresent()));
    }
    if (shard.isPresent() && seed.isEmpty()) {
      problems.add(
          new Problem("seed", "must be given for a shard: all shards of a run have the same"));
    }
    if (shard.isPresent()
        && shard.get().count() > ChainRange.blocks(chains, runtime.chainsPerBlock())) {
      problems.add(new Problem(
          "shard",
          Counted.of(chains, "chain") + " in blocks of runtime.chains_per_block "
              + runtime.chainsPerBlock()
              + " cannot be dealt to " + Counted.of(shard.get().count(), "shard")
              + ", as each has whole blocks; use fewer shards or more chains"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Chains that go down no noise levels. */
  public SampleConfig(
      Optional<Long> seed,
      Energy energy,
      Optional<Dataset> data,
      Sampler sampler,
      Optional<WarmUp> warmUp,
      Optional<ReplicaExchange> replicaExchange,
      int steps,
      int chains,
      Optional<Init> init,
      Optional<Integer> keep,
      Optional<Integer> traceEvery,
      int checkpointEvery,
      Optional<Shard> shard,
      Resources runtime) {
    this(
        seed,
        energy,
        data,
        sampler,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        warmUp,
        replicaExchange,
        steps,
        chains,
        init,
        keep,
        traceEvery,
        checkpointEvery,
        shard,
        runtime);
  }

  @SafeVarargs
  private static List<Descent> descents(Optional<? extends Descent>... ways) {
    return Stream.of(ways).<Descent>flatMap(Optional::stream).toList();
  }

  private static List<Problem> descentProblems(List<Descent> ways) {
    return ways.size() < 2
        ? List.of()
        : List.of(new Problem(
            ways.get(1).key(),
            "chains go down the noise levels once, by " + ways.get(0).key()
                + " as it stands; leave one of the two out"));
  }

  /** The way down the noise levels before the first step, if there is one. */
  public Optional<Descent> descent() {
    return descents(annealing, reverseDiffusion, recovery).stream().findFirst();
  }

  private static List<Problem> ladderProblems(
      ReplicaExchange ladder, boolean data, boolean warmUp, List<Descent> descents, boolean shard) {
    List<Problem> problems = new ArrayList<>();
    if (ladder.reference().needsData() && !data) {
      problems.add(
          new Problem(
              "replica_exchange.reference.gaussian.sd",
              "must be given where there are no data to take it from; at least as wide as the energy's law"));
    }
    if (warmUp) {
      problems.add(new Problem(
          "warm_up",
          "the pilot of replica_exchange finds a step size for every rung; leave it out"));
    }
    descents.forEach(way -> problems.add(new Problem(
        way.key(),
        "chains on a ladder find their way by swaps; leave it or replica_exchange out")));
    if (shard) {
      problems.add(
          new Problem(
              "shard",
              "chains on a ladder share a pilot and are not cut into shards; leave out shard or replica_exchange"));
    }
    return problems;
  }

  /** This run with nothing left to choose: what config.yaml says, so that more steps later change neither start nor trace. */
  public SampleConfig resolved(long drawnSeed) {
    return new SampleConfig(
        seed.or(() -> Optional.of(drawnSeed)),
        energy,
        data,
        sampler,
        annealing,
        reverseDiffusion,
        recovery,
        warmUp,
        replicaExchange,
        steps,
        chains,
        init.or(() -> Optional.of(start())),
        keep,
        traceEvery.or(() -> Optional.of(Math.max(1, steps / 100))),
        checkpointEvery,
        shard,
        runtime);
  }

  private Init start() {
    if (reverseDiffusion.isPresent() || recovery.isPresent()) {
      return new GaussianStart(1);
    }
    if (data.isPresent()) {
      return new DataStart();
    }
    return energy.support() == Support.REAL ? new GaussianStart(1) : new UniformStart(1);
  }

  /** This run with the steps, device and workers of another: all that may change when a run is resumed. */
  public SampleConfig withBudgetsOf(SampleConfig other) {
    Resources where = new Resources(
        other.runtime.device(),
        runtime.precision(),
        other.runtime.workers(),
        runtime.chainsPerBlock());
    return with(other.steps, shard, where);
  }

  /** The chains, of which the precision is chosen. */
  public PrecisionChoice.Chains precisionOf() {
    List<Sampler> samplers = new ArrayList<>(List.of(sampler));
    annealing.map(Annealing::last).ifPresent(samplers::add);
    recovery.map(RecoveryDescent::chain).ifPresent(samplers::add);
    return new PrecisionChoice.Chains(energy, samplers, shard.isPresent());
  }

  /** This run, in the precision that was chosen. */
  public SampleConfig in(PrecisionChoice choice) {
    return with(steps, shard, runtime.in(choice));
  }

  /** This run; or with the precision of another, if it names none. */
  SampleConfig decidedAs(SampleConfig other) {
    return with(steps, shard, runtime.decidedAs(other.runtime));
  }

  /** The run that this one is a shard of; itself, if it is none. */
  public SampleConfig whole() {
    return with(steps, Optional.empty(), runtime);
  }

  /** The same run, wherever it is computed. */
  SampleConfig anywhere() {
    return with(steps, shard, runtime.anywhere());
  }

  private SampleConfig with(int otherSteps, Optional<Shard> otherShard, Resources otherRuntime) {
    return new SampleConfig(
        seed,
        energy,
        data,
        sampler,
        annealing,
        reverseDiffusion,
        recovery,
        warmUp,
        replicaExchange,
        otherSteps,
        chains,
        init,
        keep,
        traceEvery,
        checkpointEvery,
        otherShard,
        otherRuntime);
  }

  /** The chains that are moved: all, or those of the shard. */
  public ChainRange range() {
    return ChainRange.of(shard, chains, runtime.chainsPerBlock());
  }

  /** Reads the data, if there are any. */
  public Optional<Examples> openData() {
    return data.map(Dataset::open);
  }
}
