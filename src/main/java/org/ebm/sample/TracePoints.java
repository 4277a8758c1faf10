package org.ebm.sample;

import java.util.ArrayList;
import java.util.List;

/** Steps at which chains are looked at: 1, 2, 5, 10, 20, 50, ... and the last. */
final class TracePoints {
  private static final int[] IN_A_DECADE = {1, 2, 5};

  private TracePoints() {}

  static List<Integer> upTo(int steps) {
    List<Integer> points = new ArrayList<>();
    for (long decade = 1; decade < steps; decade *= 10) {
      for (int factor : IN_A_DECADE) {
        if (decade * factor < steps) {
          points.add((int) (decade * factor));
        }
      }
    }
    points.add(steps);
    return points;
  }

  /** Powers of ten, and the last: the columns of a picture of the same chains over time. */
  static boolean isShown(int step, int steps) {
    return step == steps || (step >= 100 && Math.log10(step) == Math.rint(Math.log10(step)));
  }
}
