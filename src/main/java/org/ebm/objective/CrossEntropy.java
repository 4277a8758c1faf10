package org.ebm.objective;

import java.util.List;
import java.util.Map;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Weights;
import org.ebm.config.Kind;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/** A plain classifier: the cross entropy of the labels alone. What {@link Joint} is compared with; of x its energy says nothing. */
@Kind("cross_entropy")
public record CrossEntropy() implements Objective {
  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    LabelLoss.require(energy);
  }

  @Override
  public int evaluations(Shape example) {
    return 2;
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new Running(new LabelLoss(players.energy(), compute));
  }

  private record Running(LabelLoss labels) implements Estimator {
    @Override
    public List<Metric> metrics() {
      return LabelLoss.COLUMNS;
    }

    @Override
    public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
      return labels.of(weights, batch, 1, key.fold("labels"));
    }

    @Override
    public void close() {
      labels.close();
    }
  }
}
