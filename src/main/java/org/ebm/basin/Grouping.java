package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.RandomKey;

/**
 * Puts states into basins, some at a time: a state joins the basin whose representative it gets to, or that gets to it, over the lowest barrier; one
 * for which no chain gets through founds a basin. Those of one call are tried together for the basins there are; then the first of the rest founds a
 * basin, and the others are tried for it, until none is left.
 */
final class Grouping {
  private final Landscape landscape;
  private final Crossing.Rule rule;
  private final List<State> representatives = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private int nonFinite;

  Grouping(Landscape landscape, Crossing.Rule rule) {
    this.landscape = landscape;
    this.rule = rule;
  }

  /**
   * What is known of the basins.
   *
   * @param representatives the lowest state of each that was seen
   * @param labels basin of each state that was added, in order
   * @param nonFinite chains that ended at no finite state
   */
  record Groups(List<State> representatives, int[] labels, int nonFinite) {
    int[] populations() {
      int[] populations = new int[representatives.size()];
      for (int label : labels) {
        populations[label]++;
      }
      return populations;
    }
  }

  /** All states of a list, so many at a time. */
  static Groups of(
      Landscape landscape, Crossing.Rule rule, List<State> states, int atOnce, RandomKey key) {
    Grouping grouping = new Grouping(landscape, rule);
    for (int from = 0; from < states.size(); from += atOnce) {
      List<State> some = states.subList(from, Math.min(states.size(), from + atOnce));
      grouping.add(some, key.fold(from));
    }
    return grouping.groups();
  }

  Groups groups() {
    return new Groups(
        List.copyOf(representatives),
        labels.stream().mapToInt(label -> label).toArray(),
        nonFinite);
  }

  void add(List<State> states, RandomKey key) {
    int[] found = new int[states.size()];
    Arrays.fill(found, -1);
    if (!representatives.isEmpty()) {
      List<int[]> candidates =
          StraightLine.nearest(landscape, states, representatives, rule.nearest());
      match(states, candidates, found, key.fold("known"));
    }
    for (int i = 0; i < found.length; i++) {
      if (found[i] < 0) {
        found[i] = representatives.size();
        representatives.add(states.get(i));
        int[] only = {found[i]};
        match(states, states.stream().map(state -> only).toList(), found, key.fold(i));
      }
    }
    for (int i = 0; i < found.length; i++) {
      labels.add(found[i]);
      if (states.get(i).energy() < representatives.get(found[i]).energy()) {
        representatives.set(found[i], states.get(i));
      }
    }
  }

  /** Tries the states without a basin for their candidates; writes into {@code found}. */
  private void match(List<State> states, List<int[]> candidates, int[] found, RandomKey key) {
    for (int trial = 0; trial < rule.trials(); trial++) {
      List<Crossing.Pair> pairs = new ArrayList<>();
      for (int i = 0; i < found.length; i++) {
        if (found[i] < 0) {
          for (int candidate : candidates.get(i)) {
            pairs.add(new Crossing.Pair(states.get(i), representatives.get(candidate)));
          }
        }
      }
      List<Crossing> crossings = Crossing.attempt(landscape, pairs, rule, key.fold(trial));
      nonFinite += crossings.stream().mapToInt(Crossing::nonFinite).sum();
      int next = 0;
      for (int i = 0; i < found.length; i++) {
        if (found[i] < 0) {
          int count = candidates.get(i).length;
          found[i] = best(candidates.get(i), crossings.subList(next, next + count));
          next += count;
        }
      }
    }
  }

  /** The basin that most ways got through to and, of such, over the lowest barrier; -1 if too few did. */
  private int best(int[] candidates, List<Crossing> crossings) {
    int best = -1;
    for (int k = 0; k < candidates.length; k++) {
      Crossing crossing = crossings.get(k);
      if (crossing.successes() < rule.quota()) {
        continue;
      }
      boolean better = best < 0
          || crossing.successes() > crossings.get(best).successes()
          || (crossing.successes() == crossings.get(best).successes()
              && crossing.barrier() < crossings.get(best).barrier());
      best = better ? k : best;
    }
    return best < 0 ? -1 : candidates[best];
  }
}
