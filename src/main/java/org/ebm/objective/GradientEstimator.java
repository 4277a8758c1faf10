package org.ebm.objective;

import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** A running objective: gives gradients, and keeps what must outlive an update. */
public interface GradientEstimator extends AutoCloseable {
  /** Names and order of {@link Estimate#metrics}. */
  List<String> metricNames();

  /**
   * The gradient at the given parameters.
   *
   * @param parameters in the energy's order
   * @param batch data, noise included, (n, ...)
   * @throws org.ebm.base.EbmException diverged (exit 4) if a chain, an energy or the gradient is not finite; nothing is kept of such an update
   */
  Estimate estimate(List<FloatArray> parameters, FloatArray batch, RandomKey key);

  /**
   * Samples as the objective draws them for an update, but kept nowhere: a bank is read, not written.
   *
   * @param n wanted; fewer if a bank holds fewer
   */
  FloatArray shortRun(List<FloatArray> parameters, int n, RandomKey key);

  /** What a checkpoint must hold besides parameters and optimizer: the bank of persistent chains. */
  Map<String, FloatArray> state();

  /** Puts back what {@link #state} gave. */
  void restore(Map<String, FloatArray> state);

  @Override
  void close();
}
