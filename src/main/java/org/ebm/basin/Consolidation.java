package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ebm.base.RandomKey;

/**
 * The second pass: basins whose representatives get to each other become one, represented by the lowest. It mends what the order of the states split,
 * which one chain that failed by chance is enough for.
 */
final class Consolidation {
  private Consolidation() {}

  /** Tries each representative for its nearest ones. */
  static Grouping.Groups of(
      Landscape landscape, Crossing.Rule rule, Grouping.Groups groups, RandomKey key) {
    List<State> representatives = groups.representatives();
    List<int[]> pairs = pairs(landscape, rule.nearest(), representatives);
    List<Crossing> crossings =
        Crossing.attempt(landscape, Crossing.Pair.of(representatives, pairs), rule, key);
    UnionFind joined = new UnionFind(representatives.size());
    int nonFinite = groups.nonFinite();
    for (int k = 0; k < crossings.size(); k++) {
      nonFinite += crossings.get(k).nonFinite();
      if (crossings.get(k).arrived() >= rule.quota()) {
        joined.join(pairs.get(k)[0], pairs.get(k)[1]);
      }
    }
    return relabelled(groups, joined, nonFinite);
  }

  /** The same groups, numbered by the energy of their representatives. */
  static Grouping.Groups ordered(Grouping.Groups groups) {
    return relabelled(groups, new UnionFind(groups.representatives().size()), groups.nonFinite());
  }

  /** Pairs (i, j), i < j, of which one is among the nearest of the other. */
  static List<int[]> pairs(Landscape landscape, int most, List<State> representatives) {
    List<int[]> pairs = new ArrayList<>();
    boolean[][] seen = new boolean[representatives.size()][representatives.size()];
    // one more than asked for: the nearest of all is the representative itself
    List<int[]> nearest =
        StraightLine.nearest(landscape, representatives, representatives, most + 1);
    for (int i = 0; i < nearest.size(); i++) {
      for (int j : nearest.get(i)) {
        int low = Math.min(i, j);
        int high = Math.max(i, j);
        if (i != j && !seen[low][high]) {
          seen[low][high] = true;
          pairs.add(new int[] {low, high});
        }
      }
    }
    return pairs;
  }

  /** Basins numbered by the energy of their representatives, lowest first. */
  private static Grouping.Groups relabelled(
      Grouping.Groups groups, UnionFind joined, int nonFinite) {
    List<State> old = groups.representatives();
    Integer[] byEnergy = new Integer[old.size()];
    Arrays.setAll(byEnergy, i -> i);
    Arrays.sort(byEnergy, Comparator.comparingDouble(i -> old.get(i).energy()));
    int[] label = new int[old.size()];
    Arrays.fill(label, -1);
    List<State> representatives = new ArrayList<>();
    for (int basin : byEnergy) {
      int root = joined.find(basin);
      if (label[root] < 0) {
        label[root] = representatives.size();
        representatives.add(old.get(basin));
      }
    }
    int[] labels =
        Arrays.stream(groups.labels()).map(before -> label[joined.find(before)]).toArray();
    return new Grouping.Groups(representatives, labels, nonFinite);
  }
}
