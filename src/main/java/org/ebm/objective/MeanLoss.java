package org.ebm.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Network;
import org.ebm.sampler.Compute;

/** The mean of a loss over the batch: an objective that needs no samples of the model, and nothing to keep between updates. */
final class MeanLoss implements GradientEstimator {
  private final Loss loss;
  private final LossGradient gradient;

  MeanLoss(Network energy, Loss loss, Compute compute) {
    this.loss = loss;
    this.gradient = new LossGradient(energy, energy.parameters().size(), loss, compute);
  }

  @Override
  public List<String> metricNames() {
    return loss.columns();
  }

  @Override
  public Estimate estimate(List<FloatArray> learned, FloatArray batch, RandomKey key) {
    float[] weight = new float[batch.rows()];
    Arrays.fill(weight, 1f / batch.rows());
    LossGradient.Result result = gradient.of(learned, batch, weight, key.fold("loss"));
    if (!result.isFinite()) {
      throw new EbmException(ExitCode.DIVERGED, "the learning gradient is non-finite");
    }
    double[] metrics = new double[loss.columns().size()];
    Arrays.setAll(metrics, column -> Moments.of(result.column(column)).mean());
    return new Estimate(result.gradient(), metrics);
  }

  @Override
  public Optional<FloatArray> shortRun(List<FloatArray> parameters, int n, RandomKey key) {
    return Optional.empty();
  }

  @Override
  public Map<String, FloatArray> state() {
    return Map.of();
  }

  @Override
  public void restore(Map<String, FloatArray> state) {}

  @Override
  public void close() {
    gradient.close();
  }
}
