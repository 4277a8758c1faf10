package org.ebm.objective;

import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.energy.Potential;
import org.ebm.sampler.CoupledChains;
import org.ebm.sampler.DataStart;

/** Pairs of coupled chains in place of single ones: what these miss is added, so the gradient has no bias of short chains. */
public record Coupled(
    @Key(
        value =
            "steps after which pairs that have not met are given up; what they would have added is the bias that is left, and the column unmet has their share",
        range = ">= 1",
        byDefault = "10000")
    int mostSteps) {
  /**
   * Refuses what cannot be coupled.
   *
   * @throws ConfigException at the objective's keys
   */
  void require(MaximumLikelihood objective, Potential energy) {
    CoupledChains.require(objective.sampler());
    boolean kept = objective.init().keepsChains();
    if (kept || objective.init() instanceof DataStart from && from.sameBatch()) {
      throw new ConfigException(
          "init",
          "the two chains of a pair start apart by one law; choose data without same_batch, uniform or gaussian");
    }
    if (!energy.conditions().isEmpty()) {
      throw new ConfigException(
          "coupled", "pairs are of an energy of x alone, and this one is told more; leave it out");
    }
    objective.requireNothingOfSingleChains("coupled");
    if (mostSteps <= objective.steps()) {
      throw new ConfigException(
          "coupled.most_steps",
          "must be more than steps, " + objective.steps() + ", got " + mostSteps);
    }
  }
}
