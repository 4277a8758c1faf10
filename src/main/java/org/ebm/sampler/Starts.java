package org.ebm.sampler;

import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;

/** Starting states for chains, and for persistent chains the place to which they return. */
public interface Starts {
  /**
   * States to start n chains from, and where they came from.
   *
   * @param position (n, ...), a copy
   * @param rows rows of the bank, for persistent chains; empty otherwise
   */
  record Draw(FloatArray position, int[] rows) {}

  Draw draw(int n, RandomKey key);

  /** Noise where data are measured in such units. */
  static FloatArray measured(FloatArray noise, Optional<Units> units) {
    return units.map(known -> known.toData(noise)).orElse(noise);
  }

  /**
   * The same, for chains that each belong to a class: persistent ones come from states of that class.
   *
   * @param labels of each chain, from 0
   * @param classes how many there are
   */
  default Draw draw(int[] labels, int classes, RandomKey key) {
    return draw(labels.length, key);
  }

  /** Most states that can be drawn at once. */
  default int limit() {
    return Integer.MAX_VALUE;
  }

  /** Takes the chains' end states; only persistent chains keep them. */
  default void store(Draw start, FloatArray end) {}

  /** What a checkpoint must hold so that the next draws are the same; empty if there is nothing. */
  default Map<String, FloatArray> state() {
    return Map.of();
  }

  /** Puts back what {@link #state} gave. */
  default void restore(Map<String, FloatArray> state) {}
}
