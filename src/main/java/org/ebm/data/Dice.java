package org.ebm.data;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.RandomKey;

/** Uniform and standard normal numbers, one stream per key. */
record Dice(UniformRandomProvider source, ContinuousSampler normal) {
  static Dice of(RandomKey key) {
    UniformRandomProvider source = key.generator();
    return new Dice(source, ZigguratSampler.NormalizedGaussian.of(source));
  }

  /** Uniform on [0, 1). */
  double uniform() {
    return source.nextDouble();
  }

  /** Uniform on [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * source.nextDouble();
  }

  /** Uniform on 0, ..., n - 1. */
  int index(int n) {
    return source.nextInt(n);
  }

  double gaussian() {
    return normal.sample();
  }
}
