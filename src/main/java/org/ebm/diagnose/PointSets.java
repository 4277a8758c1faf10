package org.ebm.diagnose;

import org.ebm.base.FloatArray;

/** What comparing two samples takes for granted. */
final class PointSets {
  private PointSets() {}

  /** Both (m, ...) and (n, ...), rows of one size, at least {@code fewest} of them. */
  static void requireComparable(FloatArray x, FloatArray y, int fewest) {
    if (Math.min(x.rows(), y.rows()) < fewest || x.rowElements() != y.rowElements()) {
      throw new IllegalArgumentException("two samples of at least " + fewest
          + " points of one size are needed, got " + x + " and " + y);
    }
  }
}
