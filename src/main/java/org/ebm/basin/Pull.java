package org.ebm.basin;

import java.util.List;

/**
 * A chain to be run: from a start towards a target.
 *
 * @param force F = alpha T, energy per distance
 */
record Pull(float[] start, float[] target, double force) {
  /** Where a pulled chain ended. */
  enum End {
    ARRIVED,
    GAVE_UP,
    NON_FINITE
  }

  /**
   * How it went.
   *
   * @param barrier highest U on the way, both ends and midpoints of steps included; infinite unless it arrived
   * @param path its position after every so many steps, start and end included; empty if it was not kept
   */
  record Outcome(End end, double barrier, int steps, List<float[]> path) {
    boolean arrived() {
      return end == End.ARRIVED;
    }
  }
}
