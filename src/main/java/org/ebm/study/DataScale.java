package org.ebm.study;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;

/** How wide data are. */
final class DataScale {
  private static final int EXAMPLES = 1000;

  private DataScale() {}

  /** The largest standard deviation of a coordinate, data noise included; 0 if none varies. */
  static double largestSd(Examples data) {
    return largestSd(data, Optional.empty());
  }

  /** The same in the units of chains, in which eps is. */
  static double largestSd(Examples data, Optional<Units> units) {
    FloatArray drawn = data.batch(EXAMPLES, RandomKey.ofSeed(0).fold("scale"));
    FloatArray batch = units.map(known -> known.toStandard(drawn)).orElse(drawn);
    return Moments.largestSd(batch);
  }
}
