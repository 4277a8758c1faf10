package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.KindName;
import org.ebm.energy.Reference;

/** What the lowest rung of a ladder is. */
public sealed interface LadderReference
    permits GaussianReference, TemperatureAlone, UniformReference {
  /**
   * The normal law at beta 0; empty for a ladder that has none.
   *
   * @param examples of the data, if there are any
   * @throws ConfigException if it needs data that are not there or do not vary
   */
  Optional<Reference> open(Shape shape, Optional<FloatArray> examples);

  /** Whether the examples are looked at. */
  default boolean needsData() {
    return false;
  }

  /** Whether the lowest rung is at beta 0, a law that is drawn exactly. */
  boolean beginsAtZero();

  /**
   * Refuses a space that it is no law of.
   *
   * @throws ConfigException at {@code replica_exchange.reference}
   */
  default void requireFit(Space space) {
    boolean real = space.support() == Support.REAL;
    if ((this instanceof GaussianReference && !real)
        || (this instanceof UniformReference && real)) {
      throw new ConfigException(
          "replica_exchange.reference",
          "the x of this energy are " + space.support().words() + ", got "
              + KindName.of(getClass()) + "; choose " + (real ? "gaussian" : "uniform")
              + ", or none, a temperature");
    }
  }

  /**
   * Where a pilot begins: beta of so many rungs, rising to 1.
   *
   * @param rungs at least 2
   */
  double[] firstLevels(int rungs);
}
