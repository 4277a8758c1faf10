package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.data.Examples;

/** Where chains start. */
public sealed interface Init
    permits DataStart, FileStart, GaussianStart, Persistent, Replay, UniformStart {
  /** Whether chains return to a bank, which the next update draws from: there is one only in training, and in its checkpoints. */
  default boolean keepsChains() {
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
   * @param shape of one state
   * @param data for starts from data
   * @param key for a bank's first states
   */
  Starts open(Shape shape, Optional<Examples> data, RandomKey key);

  /**
   * The same where the energy knows what data are measured in: noise is noise in standard numbers.
   *
   * @param units of the energy
   */
  default Starts open(Shape shape, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    return open(shape, data, key);
  }
}
