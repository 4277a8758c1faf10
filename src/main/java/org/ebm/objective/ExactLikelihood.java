package org.ebm.objective;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/** Maximum likelihood of an energy that is a density, such as a flow: log Z is 0, so the loss is the mean of U over data, in nats, and no samples are needed. */
@Kind("exact_likelihood")
public record ExactLikelihood() implements Objective {
  @Override
  public int evaluations(Shape example) {
    return 1;
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    if (!energy.abilities().contains(Ability.NORMALIZED)) {
      throw new ConfigException(
          "",
          "learns energies whose log Z is 0 whatever their weights are; choose energy: {flow: ...}, or the objective maximum_likelihood, whose samples stand for log Z");
    }
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new MeanLoss(players.energy(), List.of(), Loss.ofEnergy(Metric.LOSS), compute);
  }
}
