package org.ebm.train;

import java.util.List;

/** A descent rule; its memory lives in named slots, so that a checkpoint can hold it. */
public sealed interface Optimizer permits Adam, Sgd {
  /** Learning rate before the schedule. */
  double learningRate();

  /** Names of the arrays the rule keeps for each parameter. */
  List<String> slots();

  /**
   * Changes one parameter in place.
   *
   * @param parameter the values
   * @param gradient of the loss to descend
   * @param slots in the order of {@link #slots}, zero before the first update
   * @param clock learning rate and number of this update
   */
  void update(float[] parameter, float[] gradient, List<float[]> slots, Clock clock);

  /**
   * @param rate learning rate of this update
   * @param step number of this update, from 1
   */
  record Clock(double rate, long step) {}
}
