package org.ebm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Room;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Network;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.objective.Negatives;
import org.ebm.objective.Objective;
import org.ebm.sampler.Runtime;
import org.ebm.sampler.Sampler;

/** A training run, whole: the same record and data give the same weights. */
public record TrainConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("what to learn from") Dataset data,
    @Key("what is learned") Energy energy,
    @Key("how parameters get a gradient") Objective objective,
    @Key("how parameters follow their gradient") Optimizer optimizer,

    @Key(value = "learning rate over updates", byDefault = "constant")
    Schedule schedule,

    @Key("budgets") Training training,

    @Key(value = "long chains while learning", byDefault = "none")
    Optional<Probe> probe,

    @Key(value = "where to compute", byDefault = "{}") Runtime runtime) {
  public TrainConfig {
    List<Problem> problems = new ArrayList<>();
    if (!(energy instanceof Network network)) {
      problems.add(new Problem("energy", "only a network can be learned"));
    } else if (network.parameterCount() == 0) {
      problems.add(new Problem(
          "energy.network.layers", "no layer has parameters, so there is nothing to learn"));
    } else if (!data.shape().equals(energy.shape())) {
      problems.add(new Problem(
          "energy.network.input",
          "must be the shape of the data, " + data.shape() + ", got " + energy.shape()));
    }
    if (probe.isPresent() && probe.get().init().keepsChains()) {
      problems.add(new Problem(
          "probe.init", "a probe starts afresh each time; choose data, uniform or gaussian"));
    }
    if (energy instanceof Network network) {
      try {
        objective.requireLearnable(network, training.batch());
      } catch (ConfigException e) {
        String place = "objective." + KindName.of(objective.getClass());
        e.problems().forEach(problem -> problems.add(problem.below(place)));
      }
      if (network.noiseLevels().isEmpty() && probe.flatMap(Probe::annealing).isPresent()) {
        problems.add(new Problem(
            "probe.annealing", "energy.network has no noise_levels to go down; leave it out"));
      }
    }
    if (training.onDivergence() instanceof Rollback rollback
        && rollback.steps() > 1
        && objective.negatives().isEmpty()) {
      problems.add(new Problem(
          "training.on_divergence.rollback.steps",
          "must be 1, for this objective draws no chains, got " + rollback.steps()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  public Network network() {
    return (Network) energy;
  }

  /** A network whose weights, gradient and memory of the optimizer are larger than Java's memory is a bad configuration (exit 78). */
  public void requireRoom() {
    double copies = 2.0 + optimizer.slots().size();
    Room.inHeap(
        "energy.network with " + network().parameterCount() + " parameters",
        Float.BYTES * copies * network().parameterCount());
  }

  /** The chain that belongs to the energy: the one that it was learned with, or else the probe's. */
  public Optional<Sampler> sampler() {
    return objective.negatives().map(Negatives::sampler).or(() -> probe.map(Probe::sampler));
  }

  /** This run with so many times the chain steps per update, if it has any; a bad configuration if they are too many to count. */
  public TrainConfig withStepsTimes(long times) {
    if (!(objective instanceof MaximumLikelihood likelihood)) {
      return this;
    }
    if (times > Integer.MAX_VALUE / likelihood.steps()) {
      throw new ConfigException(
          "objective.maximum_likelihood.steps",
          likelihood.steps() + " times " + times + " are too many; rollbacks multiply them");
    }
    Objective longer = likelihood.withSteps((int) (likelihood.steps() * times));
    return new TrainConfig(
        seed, data, energy, longer, optimizer, schedule, training, probe, runtime);
  }

  public TrainConfig withSeed(long drawn) {
    return new TrainConfig(
        Optional.of(drawn), data, energy, objective, optimizer, schedule, training, probe, runtime);
  }

  /** This run as it begins now: what is not said of its data to hold out is settled. */
  public TrainConfig begun() {
    return new TrainConfig(
        seed, data.divided(), energy, objective, optimizer, schedule, training, probe, runtime);
  }

  /** This run with the budgets, rhythm, probe, device and workers of another: all that may change when a run is resumed. */
  public TrainConfig withBudgetsOf(TrainConfig other) {
    Runtime where = new Runtime(
        other.runtime.device(),
        runtime.precision(),
        other.runtime.workers(),
        runtime.chainsPerBlock());
    Training budgets = other.training.withBatch(training.batch());
    return new TrainConfig(
        seed, data, energy, objective, optimizer, schedule, budgets, other.probe, where);
  }
}
