package org.ebm.objective;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Descent;

/** An objective that draws no samples, of a model that has no density to be drawn either: what noise becomes on its way down the noise levels is shown. */
record ShownByDescent(Estimator learning, Potential model, Descent way, Compute compute)
    implements Estimator {
  @Override
  public List<Metric> metrics() {
    return learning.metrics();
  }

  @Override
  public Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key) {
    return learning.estimate(weights, batch, key);
  }

  @Override
  public Map<String, FloatArray> shown(Map<String, Weights> weights, Batch batch, RandomKey key) {
    int n = batch.examples().rows();
    List<FloatArray> parameters =
        Objects.requireNonNull(weights.get(Player.ENERGY)).list();
    return Map.of(way.key(), way.fromNoise(model, parameters, n, compute, key));
  }

  @Override
  public void close() {
    learning.close();
  }
}
