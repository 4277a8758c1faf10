package org.ebm.objective;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;
import org.ebm.sampler.GaussianStart;
import org.ebm.sampler.LadderReference;
import org.ebm.sampler.LearningLadder;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.ReplicaExchange;
import org.ebm.sampler.Starts;
import org.ebm.sampler.UniformStart;

/** Chains of an update on ladders that go on from one update to the next, so that they cross between modes and what is learned of weights does not hang on starts. */
public record PersistentLadders(
    @Key(value = ReplicaExchange.LOWEST_RUNG, byDefault = "gaussian")
    LadderReference reference,

    @Key(
        value = "how many; the states on their highest rungs are an update's samples of the model",
        range = ">= 1",
        byDefault = "100")
    int ladders,

    @Key(
        value =
            "laws of a ladder, the energy's own the last; where they are follows the swaps: see the column swap_rate_lowest, and raise it where that is below .1",
        range = ">= 2, <= 200",
        byDefault = "6")
    int rungs,

    @Key(
        value =
            "moves of the sampler on every rung before neighbours may swap: together one of the steps",
        range = ">= 1",
        byDefault = "5")
    int moves) {
  /**
   * Refuses what cannot be on a ladder.
   *
   * @throws ConfigException at the objective's keys
   */
  void require(MaximumLikelihood objective, Potential energy) {
    List<Problem> unfit = ReplicaExchange.unfit(objective.sampler());
    if (!unfit.isEmpty()) {
      throw new ConfigException(unfit);
    }
    reference.requireFit(energy.space());
    if (objective.init().keepsChains()) {
      throw new ConfigException(
          "init",
          "says where ladders begin, which then go on by themselves; choose data, uniform or gaussian");
    }
    if (!energy.conditions().isEmpty()) {
      throw new ConfigException(
          "replica_exchange",
          "is of an energy of x alone, and this one is told more; leave it out");
    }
    objective.requireNothingOfSingleChains("replica_exchange");
    requireAlone(objective.chains().isPresent(), "chains");
    requireAlone(objective.kl().isPresent(), "kl");
    requireAlone(objective.coupled().isPresent(), "coupled");
  }

  /** The states on the highest rungs are a bank of chains, which each update moves. */
  Negatives negatives(MaximumLikelihood objective) {
    Persistent bank = new Persistent(Persistent.Fill.DATA, ladders, 1);
    if (objective.init() instanceof GaussianStart start) {
      bank = new Persistent(Persistent.Fill.GAUSSIAN, ladders, start.scale());
    } else if (objective.init() instanceof UniformStart start) {
      bank = new Persistent(Persistent.Fill.UNIFORM, ladders, start.scale());
    }
    return new Negatives(objective.sampler(), moves * objective.steps(), bank);
  }

  LadderContrast open(
      MaximumLikelihood objective,
      Potential energy,
      Starts starts,
      Examples data,
      Compute compute,
      RandomKey key) {
    Optional<FloatArray> examples = reference.needsData()
        ? Optional.of(data.batch(Jumps.EXAMPLES, key.fold("examples")))
        : Optional.empty();
    FloatArray start = starts.draw(ladders, key.fold("init")).position();
    return new LadderContrast(
        objective.steps(),
        energy,
        LearningLadder.open(
            energy, objective.sampler(), reference, rungs, moves, start, examples, compute),
        new SampleContrast(energy, compute));
  }

  private static void requireAlone(boolean other, String key) {
    if (other) {
      throw new ConfigException(
          key, "is of single chains; leave out " + key + " or replica_exchange");
    }
  }
}
