package org.ebm.train;

/** How the learning rate changes over updates. */
public sealed interface Schedule permits Constant, Exponential, Linear {
  /**
   * Learning rate of an update.
   *
   * @param initial the optimizer's learning rate
   * @param step number of the update, from 1
   * @param steps planned updates
   */
  double rate(double initial, long step, long steps);
}
