package org.ebm.data;

import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.RandomKey;

/** Rows of a finite set without replacement. */
final class Deck {
  private Deck() {}

  /**
   * n different numbers below a count, in random order.
   *
   * @param n at most the count
   */
  static int[] of(int count, int n, RandomKey key) {
    if (n > count) {
      throw new IllegalArgumentException(n + " different examples of " + count);
    }
    return new PermutationSampler(key.fold("deck").generator(), count, n).sample();
  }
}
