package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Energies on the straight line between states: a cheap guess at which of many states a chain will get to. */
final class StraightLine {
  private static final int POINTS = 10;

  private StraightLine() {}

  /** The point at a share s of the way. */
  static float[] at(float[] from, float[] to, double s) {
    float[] point = new float[from.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) ((1 - s) * from[i] + s * to[i]);
    }
    return point;
  }

  /** For each state, which of the others have the lowest barrier on the line to it: at most so many, lowest first. */
  static List<int[]> nearest(
      Landscape landscape, List<State> states, List<State> others, int most) {
    List<int[]> nearest = new ArrayList<>();
    if (others.size() <= most) {
      int[] all = new int[others.size()];
      Arrays.setAll(all, i -> i);
      states.forEach(state -> nearest.add(all));
      return nearest;
    }
    for (State state : states) {
      double[] barriers = barriers(landscape, state, others);
      Integer[] order = new Integer[others.size()];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> barriers[i]));
      nearest.add(Arrays.stream(order).limit(most).mapToInt(i -> i).toArray());
    }
    return nearest;
  }

  /** Highest U at ten points between a state and each of the others. */
  private static double[] barriers(Landscape landscape, State state, List<State> others) {
    List<float[]> points = new ArrayList<>();
    for (State other : others) {
      for (int k = 1; k <= POINTS; k++) {
        points.add(at(state.position(), other.position(), k / (POINTS + 1.0)));
      }
    }
    double[] energies = landscape.energies(points);
    double[] highest = new double[others.size()];
    for (int i = 0; i < highest.length; i++) {
      highest[i] = Arrays.stream(energies, i * POINTS, (i + 1) * POINTS).max().orElseThrow();
    }
    return highest;
  }
}
