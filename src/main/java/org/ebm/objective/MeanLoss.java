package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;

/** The mean of a loss over the batch: an objective that needs no samples of the model, and nothing to keep between updates. */
final class MeanLoss implements Estimator {
  private final Potential energy;
  private final Loss loss;
  private final LossGradient gradient;

  /** @param others who learn beside the energy */
  MeanLoss(Potential energy, List<Player> others, Loss loss, Compute compute) {
    this.energy = energy;
    this.loss = loss;
    this.gradient = new LossGradient(energy, others, loss, compute);
  }

  @Override
  public List<Metric> metrics() {
    return loss.columns();
  }

  @Override
  public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
    energy.space().require("data", batch.examples());
    int n = batch.examples().rows();
    float[] share = new float[n];
    Arrays.fill(share, 1f / n);
    LossGradient.Result result =
        gradient.of(weights, batch.examples(), Told.of(energy, batch), share, key.fold("loss"));
    if (!result.isFinite()) {
      throw new EbmException(ExitCode.DIVERGED, "the learning gradient is non-finite");
    }
    double[] values = new double[loss.columns().size()];
    Arrays.setAll(values, column -> Moments.of(result.column(column)).mean());
    return new Estimate(result.gradients(), values);
  }

  @Override
  public void close() {
    gradient.close();
  }
}
