package org.ebm.study;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;

/** How wide data are. */
final class DataScale {
  private static final int EXAMPLES = 1000;

  private DataScale() {}

  /** The largest standard deviation of a coordinate, data noise included. */
  static double largestSd(Examples data) {
    FloatArray batch = data.batch(EXAMPLES, RandomKey.ofSeed(0).fold("scale"));
    int width = batch.rowElements();
    double largest = 0;
    for (int column = 0; column < width; column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < EXAMPLES; row++) {
        double value = batch.values()[row * width + column];
        sum += value;
        squares += value * value;
      }
      double mean = sum / EXAMPLES;
      largest = Math.max(largest, squares / EXAMPLES - mean * mean);
    }
    return Math.sqrt(largest);
  }
}
