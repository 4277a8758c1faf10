package org.ebm.data;

import java.util.OptionalLong;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** Of an exact sampler: every draw is another example. */
interface EndlessExamples extends Examples {
  @Override
  default Batch drawDifferent(int n, RandomKey key) {
    return draw(n, key);
  }

  @Override
  default FloatArray first(int n) {
    return batch(n, RandomKey.ofSeed(0).fold("first"));
  }

  @Override
  default OptionalLong size() {
    return OptionalLong.empty();
  }
}
