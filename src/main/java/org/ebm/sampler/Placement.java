package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.ebm.base.ConfigException;

/**
 * Levels of a ladder placed for equal swap rates. Rejections of swaps between neighbours, summed up from the lowest rung, are the communication barrier Lambda(beta), which does not
 * depend on where the levels are: levels at equal parts of it reject equally often. Source: Syed et al. (2022), JRSS B 84(2), sections 4.3 and 5.4.
 *
 * @param from for each level the one of before that is nearest along the barrier, whose step size and states are taken; none that is drawn exactly, unless the new one is
 */
record Placement(List<Level> levels, List<Integer> from) {
  static final int MOST_RUNGS = 200;

  /** So many levels that half of the swaps are rejected, which makes most round trips of a given number of moves: 2 Lambda(1) + 1. */
  static Placement halfRejecting(
      List<Level> levels, double[] rejections, Predicate<Level> isExact) {
    double whole = Arrays.stream(rejections).sum();
    int parts = Math.max(1, (int) Math.ceil(2 * whole));
    if (parts + 1 > MOST_RUNGS) {
      throw new ConfigException(
          "replica_exchange",
          "more than " + MOST_RUNGS
              + " rungs are needed for half of the swaps to be accepted (barrier "
              + Math.round(whole)
              + "); give a reference nearer to the energy's law, or a lower temperature of the hottest rung");
    }
    return of(levels, rejections, parts, isExact);
  }

  /**
   * As many levels as there are parts, and one more.
   *
   * @param rejections mean rejection rate of each pair of neighbours
   */
  static Placement of(
      List<Level> levels, double[] rejections, int parts, Predicate<Level> isExact) {
    double[] barrier = barrier(rejections);
    double[] betas = spread(levels, barrier, parts);
    List<Level> placed = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    for (double beta : betas) {
      int nearest = nearest(beta, levels, barrier, isExact);
      from.add(nearest);
      placed.add(new Level(beta, levels.get(nearest).stepSize()));
    }
    return new Placement(placed, from);
  }

  /** What belongs to the levels of before, for these. */
  <T> List<T> taken(List<T> before) {
    return from.stream().map(before::get).toList();
  }

  /** Lambda at each level: 0, then the rejections so far. */
  static double[] barrier(double[] rejections) {
    double[] barrier = new double[rejections.length + 1];
    for (int pair = 0; pair < rejections.length; pair++) {
      barrier[pair + 1] = barrier[pair] + rejections[pair];
    }
    return barrier;
  }

  /** beta at equal parts of the barrier, linear in between; what is one number in float32 is one level. */
  private static double[] spread(List<Level> levels, double[] barrier, int parts) {
    double whole = barrier[barrier.length - 1];
    double[] betas = new double[parts + 1];
    int at = 0;
    for (int part = 0; part <= parts; part++) {
      double wanted = whole * part / parts;
      while (at + 2 < barrier.length && barrier[at + 1] < wanted) {
        at++;
      }
      double width = barrier[at + 1] - barrier[at];
      double share = width > 0 ? Math.min(1, Math.max(0, (wanted - barrier[at]) / width)) : 0;
      double from = levels.get(at).beta();
      betas[part] = (float) (from + share * (levels.get(at + 1).beta() - from));
    }
    betas[0] = levels.get(0).beta();
    betas[parts] = 1;
    return Arrays.stream(betas).distinct().toArray();
  }

  private static int nearest(
      double beta, List<Level> levels, double[] barrier, Predicate<Level> isExact) {
    boolean exact = isExact.test(new Level(beta, 1));
    double place = at(beta, levels, barrier);
    double best = Double.POSITIVE_INFINITY;
    int nearest = 0;
    for (int old = 0; old < levels.size(); old++) {
      double distance = Math.abs(place - barrier[old]);
      if (distance < best && (exact || !isExact.test(levels.get(old)))) {
        best = distance;
        nearest = old;
      }
    }
    return nearest;
  }

  private static double at(double beta, List<Level> levels, double[] barrier) {
    int upper = 1;
    while (upper + 1 < levels.size() && levels.get(upper).beta() < beta) {
      upper++;
    }
    double from = levels.get(upper - 1).beta();
    double share = (beta - from) / (levels.get(upper).beta() - from);
    return barrier[upper - 1] + share * (barrier[upper] - barrier[upper - 1]);
  }
}
