package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;

/**
 * A chain to be run: from a start towards a target.
 *
 * @param force F = alpha T, energy per distance
 */
record Pull(float[] start, float[] target, double force) {
  /** Of the content of all, the same in every process. */
  static long hash(List<Pull> pulls) {
    long hash = 1;
    for (Pull pull : pulls) {
      hash = 31 * hash + Arrays.hashCode(pull.start);
      hash = 31 * hash + Arrays.hashCode(pull.target);
      hash = 31 * hash + Double.hashCode(pull.force);
    }
    return hash;
  }

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

    /** Ends, barriers, steps and points of each (n), then the points of all paths. */
    static List<FloatArray> encoded(List<Outcome> outcomes, Shape shape) {
      List<float[]> points =
          outcomes.stream().flatMap(outcome -> outcome.path.stream()).toList();
      return List.of(
          Rows.vector(outcomes, outcome -> outcome.end.ordinal()),
          Rows.vector(outcomes, Outcome::barrier),
          Rows.vector(outcomes, Outcome::steps),
          Rows.vector(outcomes, outcome -> outcome.path.size()),
          Rows.array(points, shape));
    }

    /** From what {@link #encoded} gave. */
    static List<Outcome> decoded(List<FloatArray> arrays) {
      List<float[]> points = Rows.of(arrays.get(4));
      List<Outcome> outcomes = new ArrayList<>();
      int point = 0;
      for (int i = 0; i < arrays.get(0).rows(); i++) {
        int length = (int) arrays.get(3).values()[i];
        outcomes.add(new Outcome(
            End.values()[(int) arrays.get(0).values()[i]],
            arrays.get(1).values()[i],
            (int) arrays.get(2).values()[i],
            points.subList(point, point + length)));
        point += length;
      }
      return outcomes;
    }
  }
}
