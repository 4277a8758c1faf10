package org.ebm.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;

/** A running objective: gives gradients, and keeps what must outlive an update. */
public interface Estimator extends AutoCloseable {
  /** What is told of each update, in order. */
  List<Metric> metrics();

  /**
   * The gradients at given weights.
   *
   * @param weights of each player, by its name
   * @param batch data, noise included, (n, ...)
   * @throws org.ebm.base.EbmException diverged (exit 4) if a chain, an energy or a gradient is not finite; nothing is kept of such an update
   */
  Estimate estimate(Map<String, Weights> weights, Batch batch, RandomKey key);

  /**
   * Samples as the objective draws them for an update, but kept nowhere: a bank is read, not written. Empty for an objective that draws none.
   *
   * @param batch tells how many are wanted, and of which classes; fewer if a bank holds fewer
   */
  default Optional<FloatArray> shortRun(Map<String, Weights> weights, Batch batch, RandomKey key) {
    return Optional.empty();
  }

  /** What else is shown in pictures, by name: a generator's drafts, each of which became the short run's sample in the same row. */
  default Map<String, FloatArray> shown(Map<String, Weights> weights, Batch batch, RandomKey key) {
    return Map.of();
  }

  /** What a checkpoint must hold besides weights and optimizers, such as the bank of persistent chains. */
  default Map<String, FloatArray> state() {
    return Map.of();
  }

  /** Puts back what {@link #state} gave. */
  default void restore(Map<String, FloatArray> state) {}

  @Override
  void close();
}
