package org.ebm.sampler;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;

/** Where chains start. */
public sealed interface Init
    permits Augmented,
        CorruptedStart,
        DataStart,
        FileStart,
        GaussianStart,
        GeneratorStart,
        MultiGridStart,
        OverdispersedStart,
        Persistent,
        Replay,
        Reservoir,
        UniformStart {
  /** Whether chains return to a bank, which the next update draws from: there is one only in training, and in its checkpoints. */
  default boolean keepsChains() {
    return false;
  }

  /** Most states that can be drawn at once, as a bank has no more of them. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /** These starts without moves that leave no law as it is: where chains are judged. */
  default Init plain() {
    return this;
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
   * Refuses a space in which such states cannot be, before anything is opened; paths begin at its own keys.
   *
   * @throws org.ebm.base.ConfigException if it is none of its spaces
   */
  default void requireFit(Space space) {}

  /**
   * Makes the running thing.
   *
   * @param space of the states
   * @param units what data are measured in, where the energy knows: noise is noise in standard numbers
   * @param data for starts from data
   * @param key for a bank's first states
   * @throws org.ebm.base.ConfigException below {@code init} if such states are none of the space
   */
  Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key);

  /** The same where data are measured in nothing but themselves. */
  default Starts open(Space space, Optional<Examples> data, RandomKey key) {
    return open(space, Optional.empty(), data, key);
  }

  /** The same for chains of an energy, where starts may have to be computed. */
  default Starts open(Potential energy, Compute compute, Optional<Examples> data, RandomKey key) {
    return open(energy.space(), energy.units(), data, key);
  }

  /** These starts as a learned model has them that lies in a folder. */
  default Init beside(Path model) {
    return this;
  }

  /** SHA-256 of the files that are read, by name. */
  default Map<String, String> fingerprints() {
    return Map.of();
  }
}
