package org.ebm.diagnose;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** Normal values for tests: drawn, or without any chance. */
final class NormalSample {
  private NormalSample() {}

  /** n points of d coordinates, mean 0. */
  static FloatArray drawn(int n, int d, double sd, RandomKey key) {
    var normal = ZigguratSampler.NormalizedGaussian.of(key.generator());
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (sd * normal.sample());
    }
    return new FloatArray(new int[] {n, d}, values);
  }

  /** The n quantiles of a normal of sd 1 at (i + 1/2) / n: the mean is exact, the sd a little below 1 (0.06 % for n = 1000). */
  static float[] quantiles(int n, double mean) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (mean + NormalQuantile.of((i + 0.5) / n));
    }
    return values;
  }
}
