package org.ebm.data;

import org.ebm.base.RandomKey;

/**
 * Data noise: x + sd z with z standard normal, fresh at every draw and never clipped. It gives the data a density with full support.
 *
 * @param sd in data units; 0 leaves the values alone
 */
record PixelNoise(double sd) {
  void addTo(float[] values, RandomKey key) {
    if (sd == 0) {
      return;
    }
    Dice dice = Dice.of(key);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (sd * dice.gaussian());
    }
  }
}
