package org.ebm.basin;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many groups a range of pulls leaves: none of the basins apart where the pull is strong, none together where it is weak. The number that stands
 * longest in between is the landscape's own.
 *
 * @param points in increasing force
 * @param items how many were grouped
 * @param weaker forces below the first of which it is known, without trying, that they leave as many groups as that: each different item alone
 */
public record AlphaScan(List<Point> points, int items, int weaker) {
  /** Forces for which a number of groups must stand to be the landscape's own: they are a factor of sqrt(2) apart. */
  static final int LEAST = 4;

  /** From a force to the next weaker one. */
  private static final double SQRT_HALF = Math.sqrt(0.5);

  /** Of which nothing is known but what was tried. */
  public AlphaScan(List<Point> points, int items) {
    this(points, items, 0);
  }

  public AlphaScan {
    points = List.copyOf(points);
  }

  /**
   * One grouping of the same items.
   *
   * @param force F = alpha T, energy per distance
   */
  public record Point(double force, int groups) {}

  /**
   * The longest run of consecutive forces with one number of groups.
   *
   * @param from the weakest force that was tried
   * @param to the strongest
   */
  public record Plateau(double from, double to, int groups, int points) {
    /** The force midway, on a logarithmic scale. */
    public double middle() {
      return Math.sqrt(from * to);
    }
  }

  /**
   * The plateau, the one of weaker forces if two are as long. All in one group and each item alone say nothing of a landscape, so a run of them
   * counts only if there is no other.
   */
  public Plateau plateau() {
    Plateau best = null;
    int start = 0;
    for (int i = 1; i <= points.size(); i++) {
      if (i < points.size() && points.get(i).groups() == points.get(start).groups()) {
        continue;
      }
      Plateau run = new Plateau(
          points.get(start).force(),
          points.get(i - 1).force(),
          points.get(start).groups(),
          i - start + (start == 0 ? weaker : 0));
      if (best == null || rank(run) > rank(best)) {
        best = run;
      }
      start = i;
    }
    if (best == null) {
      throw new IllegalStateException("a scan without points");
    }
    return best;
  }

  /**
   * The force to map at: in the middle of the plateau, with the weaker forces that are known to belong to it, lest a low pass be crossed with the help of the
   * temperature; where no number stands for {@value #LEAST} forces, the one that leaves as many groups as lie midway, on a logarithmic scale, between all in one and
   * each alone.
   */
  public double suggestion() {
    Plateau plateau = plateau();
    if (plateau.points() >= LEAST && isTelling(plateau.groups())) {
      boolean reachesBelow = plateau.from() == points.get(0).force();
      return plateau.middle() * (reachesBelow ? Math.pow(SQRT_HALF, weaker / 2.0) : 1);
    }
    double midway = Math.log(items) / 2;
    return points.stream()
        .min(Comparator.comparingDouble(point -> Math.abs(Math.log(point.groups()) - midway)))
        .orElseThrow()
        .force();
  }

  /**
   * Weaker forces than {@link #suggestion}, strongest first, for when a grouping of all items leaves fewer groups than the plateau's, which stood for a part of them: chains
   * that were lucky once made two of them one. Empty if so many groups tell nothing.
   */
  List<Double> weakerThanSuggested(int groups) {
    Plateau plateau = plateau();
    boolean isLess =
        plateau.points() >= LEAST && isTelling(plateau.groups()) && groups < plateau.groups();
    return isLess
        ? IntStream.rangeClosed(1, LEAST)
            .mapToObj(k -> suggestion() * Math.pow(SQRT_HALF, k))
            .toList()
        : List.of();
  }

  private boolean isTelling(int groups) {
    return groups > 1 && groups < items;
  }

  private int rank(Plateau run) {
    return isTelling(run.groups()) ? points.size() + run.points() : run.points();
  }
}
