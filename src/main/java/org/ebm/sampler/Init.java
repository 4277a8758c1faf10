package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.data.Examples;

/** Where chains start. */
public sealed interface Init
    permits CorruptedStart, DataStart, FileStart, GaussianStart, Persistent, Replay, UniformStart {
  /** Whether chains return to a bank, which the next update draws from: there is one only in training, and in its checkpoints. */
  default boolean keepsChains() {
    return false;
  }

  /** Whether chains start at data, perhaps spoilt ones: there must be some. */
  default boolean isFromData() {
    return false;
  }

  /**
   * Refuses starts that cannot be told apart by class.
   *
   * @throws org.ebm.base.ConfigException below {@code init}
   */
  default void requireFitForLabels() {}

  /**
   * Makes the running thing.
   *
   * @param space of the states
   * @param data for starts from data
   * @param key for a bank's first states
   * @throws org.ebm.base.ConfigException below {@code init} if such states are none of the space
   */
  Starts open(Space space, Optional<Examples> data, RandomKey key);
}
