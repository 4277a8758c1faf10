package org.ebm.base;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A place in the tree of all random draws. There is no hidden generator: whoever draws holds a key, and folds in a purpose word or an index to get
 * independent keys, so a draw depends on the run's seed and its own address only, never on what was drawn before.
 *
 * @param bits the address, well mixed
 */
public record RandomKey(long bits) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  /** The root key of a run. */
  public static RandomKey ofSeed(long seed) {
    return new RandomKey(mix(seed + GOLDEN_GAMMA));
  }

  /** The key for a purpose: {@code key.fold("data")}. */
  public RandomKey fold(String purpose) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * FNV_PRIME;
    }
    return new RandomKey(mix(bits ^ mix(hash)));
  }

  /** The key for a step, chain block or other index. */
  public RandomKey fold(long index) {
    return new RandomKey(mix(bits + GOLDEN_GAMMA * (2 * index + 1)));
  }

  /** A non-negative seed of 63 bits for an engine's generator. */
  public long seed() {
    return bits >>> 1;
  }

  /** A fresh generator on the host that starts at this key. */
  public UniformRandomProvider generator() {
    long[] state = new long[4];
    for (int i = 0; i < state.length; i++) {
      state[i] = fold(i).bits();
    }
    return RandomSource.XO_SHI_RO_256_PP.create(state);
  }

  /** Stafford's variant 13 of the MurmurHash3 finalizer, as in SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
