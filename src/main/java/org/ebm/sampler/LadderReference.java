package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.Reference;

/** What the lowest rung of a ladder is. */
public sealed interface LadderReference permits GaussianReference, TemperatureAlone {
  /**
   * The law at beta 0; empty for a ladder that has none.
   *
   * @param examples of the data, if there are any
   * @throws org.ebm.base.ConfigException if it needs data that are not there or do not vary
   */
  Optional<Reference> open(Shape shape, Optional<FloatArray> examples);

  /** Whether the examples are looked at. */
  default boolean needsData() {
    return false;
  }

  /**
   * Where a pilot begins: beta of so many rungs, rising to 1.
   *
   * @param rungs at least 2
   */
  double[] firstLevels(int rungs);
}
