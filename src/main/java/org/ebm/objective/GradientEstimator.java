package org.ebm.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** A running objective: gives gradients, and keeps what must outlive an update. */
public interface GradientEstimator extends AutoCloseable {
  /** Names and order of {@link Estimate#metrics}. */
  List<String> metricNames();

  /**
   * The gradient at the given parameters.
   *
   * @param learned the energy's parameters in its order, then the objective's extra ones
   * @param batch data, noise included, (n, ...)
   * @throws org.ebm.base.EbmException diverged (exit 4) if a chain, an energy or the gradient is not finite; nothing is kept of such an update
   */
  Estimate estimate(List<FloatArray> learned, FloatArray batch, RandomKey key);

  /**
   * Samples as the objective draws them for an update, but kept nowhere: a bank is read, not written. Empty for an objective that draws none.
   *
   * @param parameters the energy's
   * @param n wanted; fewer if a bank holds fewer
   */
  Optional<FloatArray> shortRun(List<FloatArray> parameters, int n, RandomKey key);

  /** What a checkpoint must hold besides parameters and optimizer, such as the bank of persistent chains. */
  Map<String, FloatArray> state();

  /** Puts back what {@link #state} gave. */
  void restore(Map<String, FloatArray> state);

  @Override
  void close();
}
