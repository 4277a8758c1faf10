package org.ebm.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.Shape;
import org.ebm.base.Space;

/** Examples that are made of others, one of each: what is not said anew is as it is of those. */
interface DerivedExamples extends Examples {
  /** The others. */
  Examples of();

  @Override
  default Shape shape() {
    return of().shape();
  }

  @Override
  default Space space() {
    return of().space();
  }

  @Override
  default Optional<int[]> labels() {
    return of().labels();
  }

  @Override
  default OptionalLong size() {
    return of().size();
  }

  @Override
  default List<String> remarks() {
    return of().remarks();
  }
}
