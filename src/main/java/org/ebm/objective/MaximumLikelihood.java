package org.ebm.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.config.KindName;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Init;
import org.ebm.sampler.MultiGridStart;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Starts;
import org.ebm.sampler.UniformStart;

/**
 * Maximum likelihood with samples from short chains: the loss is mean f(data) - mean f(model), whose gradient estimates that of the negative
 * log-likelihood times the temperature, so learning rates do not depend on eps. Source: Nijkamp et al. (2020), equation 5 and Algorithm 1.
 */
@Kind("maximum_likelihood")
public record MaximumLikelihood(
    @Key("the chain that gives the model's samples") Sampler sampler,

    @Key(value = "L, chain steps per update", range = ">= 1")
    int steps,

    @Key("where the chains start") Init init,

    @Key(
        value =
            "chains in an update, more or fewer than the batch has examples; not given: as many",
        range = ">= 1")
    Optional<Integer> chains,

    @Key(
        "of points: before its steps each chain proposes to jump to a draw of normal laws fitted to the data, so that modes between which no step leads get their weights; not given: none")
    Optional<Jumps> jumps,

    @Key(
        "the term for the chains' own dependence on the parameters (improved contrastive divergence); not given: none")
    Optional<KlTerm> kl,

    @Key(
        value =
            "alpha of alpha (mean f(data)^2 + mean f(chains)^2) in the loss, which keeps energies near 0",
        range = ">= 0",
        byDefault = "0.0")
    double energyPenalty,

    @Key(
        "pairs of coupled chains, of mala or random_walk from data, uniform or gaussian starts, whose gradient has no bias of short chains; not given: single chains")
    Optional<Coupled> coupled,

    @Key(
        "the chains of mala, hmc or a sampler of spins and bits on ladders of laws, which go on from update to update and cross between modes; not given: single chains")
    Optional<PersistentLadders> replicaExchange)
    implements Objective {
  /** As many chains as examples, without jumps and other terms. */
  public MaximumLikelihood(Sampler sampler, int steps, Init init) {
    this(
        sampler,
        steps,
        init,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  public MaximumLikelihood withSteps(int other) {
    return new MaximumLikelihood(
        sampler, other, init, chains, jumps, kl, energyPenalty, coupled, replicaExchange);
  }

  MaximumLikelihood withChains(int other) {
    return new MaximumLikelihood(
        sampler,
        steps,
        init,
        Optional.of(other),
        jumps,
        kl,
        energyPenalty,
        coupled,
        replicaExchange);
  }

  MaximumLikelihood withTerms(KlTerm term, double penalty) {
    return new MaximumLikelihood(
        sampler, steps, init, chains, jumps, Optional.of(term), penalty, coupled, replicaExchange);
  }

  MaximumLikelihood withCoupled(Coupled pairs) {
    return new MaximumLikelihood(
        sampler,
        steps,
        init,
        chains,
        jumps,
        kl,
        energyPenalty,
        Optional.of(pairs),
        replicaExchange);
  }

  MaximumLikelihood withLadders(PersistentLadders ladders) {
    return new MaximumLikelihood(
        sampler, steps, init, chains, jumps, kl, energyPenalty, coupled, Optional.of(ladders));
  }

  /** The same chains with another sampler and other starts. */
  public MaximumLikelihood with(Sampler otherSampler, int otherSteps, Init otherInit) {
    return new MaximumLikelihood(
        otherSampler,
        otherSteps,
        otherInit,
        chains,
        jumps,
        kl,
        energyPenalty,
        coupled,
        replicaExchange);
  }

  @Override
  public boolean learnsDiscrete() {
    return true;
  }

  @Override
  public Optional<Negatives> negatives() {
    return Optional.of(replicaExchange
        .map(ladders -> ladders.negatives(this))
        .orElseGet(() -> new Negatives(sampler, steps, init)));
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    Ability.require(energy, sampler.needs(), KindName.of(sampler.getClass()));
    jumps.ifPresent(asked -> Jumps.require(energy.shape()));
    init.requireFit(energy.space());
    if (init.plain() instanceof FileStart) {
      throw new ConfigException(
          "init.file",
          "has the same starts for every update; choose data, persistent, replay, uniform or gaussian");
    }
    int moved = chains.orElse(batch);
    kl.ifPresent(term -> term.require(this, energy, moved));
    if (init.plain() instanceof Persistent bank && bank.chains() < moved) {
      throw new ConfigException(
          "init.persistent.chains",
          "must be at least the "
              + (chains.isPresent() ? "chains of an update, " : "batch, ") + moved + ", got "
              + bank.chains() + "; raise chains or lower "
              + (chains.isPresent() ? "maximum_likelihood.chains" : "training.batch"));
    }
    boolean sameBatch = init instanceof DataStart from && from.sameBatch();
    if (moved != batch && (sameBatch || !energy.conditions().isEmpty())) {
      throw new ConfigException(
          "chains",
          "must be as many as the batch has examples, " + batch + ", got " + moved
              + ", where each chain "
              + (sameBatch ? "starts at its example" : "is told what its example is")
              + "; leave it out");
    }
    if (init.plain() instanceof GeneratorStart || init.plain() instanceof MultiGridStart) {
      throw new ConfigException(
          "init." + KindName.of(init.plain().getClass()),
          "has a generator that does not learn; choose persistent, or the objective "
              + (init.plain() instanceof GeneratorStart ? "cooperative" : "multi_grid"));
    }
    if (energy.condition(Condition.LABEL).isPresent()) {
      init.requireFitForLabels();
    }
    if (energy.condition(Condition.IMAGE).isPresent()) {
      requireFitForImages();
    }
    coupled.ifPresent(asked -> asked.require(this, energy));
    replicaExchange.ifPresent(asked -> asked.require(this, energy));
  }

  /** Refuses what is made for single chains, beside pairs or ladders of the given key. */
  void requireNothingOfSingleChains(String other) {
    if (jumps.isPresent()) {
      throw new ConfigException("jumps", "are of single chains; leave out jumps or " + other);
    }
    if (energyPenalty > 0) {
      throw new ConfigException(
          "energy_penalty", "is of single chains; leave out energy_penalty or " + other);
    }
  }

  /** Chains that are told the images of one update cannot go on from those of another. */
  private void requireFitForImages() {
    boolean fits = init.plain() instanceof UniformStart
        || init.plain() instanceof GaussianStart
        || (init instanceof DataStart from && from.sameBatch());
    if (!fits) {
      throw new ConfigException(
          "init." + KindName.of(init.plain().getClass()),
          "has starts that belong to other images than those that the chains of an update are told; choose uniform, gaussian, data: {same_batch: true}, or the objective cooperative");
    }
  }

  /** The chains, on all rungs, and the energy at their starts, and the learning gradient at data and samples. */
  @Override
  public int evaluations(Shape example) {
    int rungs = replicaExchange.map(PersistentLadders::rungs).orElse(1);
    int moves = replicaExchange.map(PersistentLadders::moves).orElse(1);
    return rungs * (moves * steps * sampler.gradientsPerStep() + 1)
        + 2
        + (jumps.isPresent() ? 2 : 0)
        + kl.map(term -> 2 * term.steps() + 2).orElse(0);
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    Potential energy = players.energy();
    Starts starts = init.open(energy.space(), energy.units(), Optional.of(data), key);
    if (coupled.isPresent()) {
      return new CoupledContrast(this, energy, starts, compute);
    }
    if (replicaExchange.isPresent()) {
      return replicaExchange.get().open(this, energy, starts, data, compute, key);
    }
    return new Running(
        this,
        energy,
        new Contrast(
            energy,
            sampler,
            steps,
            new Contrast.Additions(
                jumps.map(asked -> asked.open(data, key.fold("jumps"))),
                energyPenalty,
                kl.map(KlTerm::steps).orElse(0)),
            compute),
        kl.map(term -> new ThroughChains(term, energy, sampler, compute)),
        starts);
  }

  record Running(
      MaximumLikelihood objective,
      Potential energy,
      Contrast contrast,
      Optional<ThroughChains> throughChains,
      Starts starts)
      implements Estimator {
    @Override
    public List<Metric> metrics() {
      return Stream.concat(
              contrast.metrics().stream(),
              throughChains.stream().flatMap(each -> each.metrics().stream()))
          .toList();
    }

    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      FloatArray data = batch.examples();
      Starts.Draw start = objective.init instanceof DataStart from && from.sameBatch()
          ? new Starts.Draw(data, new int[0])
          : drawn(objective.chains.orElse(data.rows()), batch, key);
      Contrast.Update update = contrast.of(weights, batch, start.position(), key);
      Estimate estimate = throughChains
          .map(each -> each.added(weights, update, bank(key), key))
          .orElseGet(() -> new Estimate(update.gradient(), update.values()));
      starts.store(start, update.samples());
      return estimate;
    }

    /** States that the ends of chains are to be far from. */
    private Optional<FloatArray> bank(RandomKey key) {
      KlTerm term = objective.kl.orElseThrow();
      return term.entropyWeight() == 0
          ? Optional.empty()
          : Optional.of(starts
              .draw(Math.min(term.neighbours(), starts.limit()), key.fold("neighbours"))
              .position());
    }

    /** Starts for as many chains, each of the class of its example where the energy is told one. */
    private Starts.Draw drawn(int n, Batch batch, RandomKey key) {
      Optional<Condition> label = energy.condition(Condition.LABEL);
      return label.isPresent()
          ? starts.draw(batch.labels().orElseThrow(), label.get().values().size(), key.fold("init"))
          : starts.draw(n, key.fold("init"));
    }

    @Override
    public Optional<FloatArray> shortRun(
        Map<String, Weights> weights, Batch wanted, RandomKey key) {
      int n = Math.min(wanted.examples().rows(), starts.limit());
      Batch batch = wanted.first(n);
      FloatArray start = drawn(n, batch, key).position();
      return Optional.of(contrast.samples(weights, batch, start, key));
    }

    @Override
    public Map<String, FloatArray> state() {
      return starts.state();
    }

    @Override
    public void restore(Map<String, FloatArray> state) {
      starts.restore(state);
    }

    @Override
    public void close() {
      contrast.close();
      throughChains.ifPresent(ThroughChains::close);
    }
  }
}
