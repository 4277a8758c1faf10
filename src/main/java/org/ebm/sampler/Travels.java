package org.ebm.sampler;

import java.util.List;

/**
 * How states travel between a ladder's ends. Each carries a mark: 0, it has seen neither; 1, it was at the lowest rung last; 2, it came from there to the target; 3, it was at the
 * target and never at the lowest rung.
 */
final class Travels {
  private static final float NEITHER = 0;
  private static final float LOWEST = 1;
  private static final float ROSE = 2;
  private static final float TARGET = 3;

  private long restarts;
  private long roundTrips;

  /** Marks of n chains at each of some levels, before any step. */
  static List<float[]> none(int levels, int chains) {
    return java.util.stream.IntStream.range(0, levels)
        .mapToObj(rung -> new float[chains])
        .toList();
  }

  /** Looks at the ends after swaps, and marks who is there. */
  void look(List<float[]> visited) {
    float[] lowest = visited.get(0);
    float[] target = visited.get(visited.size() - 1);
    for (int chain = 0; chain < lowest.length; chain++) {
      if (lowest[chain] == ROSE) {
        roundTrips++;
      }
      lowest[chain] = LOWEST;
      if (target[chain] == LOWEST) {
        restarts++;
        target[chain] = ROSE;
      } else if (target[chain] == NEITHER) {
        target[chain] = TARGET;
      }
    }
  }

  long restarts() {
    return restarts;
  }

  long roundTrips() {
    return roundTrips;
  }
}
