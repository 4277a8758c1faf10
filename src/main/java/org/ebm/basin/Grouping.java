package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.RandomKey;

/**
 * Puts states into basins, some at a time: a state joins the basin whose representative it gets to, or that gets to it, over the lowest barrier; one
 * for which no chain gets through founds a basin. Those of one call are tried together, for the basins there are and for each other.
 */
final class Grouping {
  private final Landscape landscape;
  private final Crossing.Rule rule;
  private final List<State> representatives = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private int nonFinite;

  private Grouping(Landscape landscape, Crossing.Rule rule) {
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

  /**
   * All states of a list.
   *
   * @param atOnce how many are tried together
   * @param reached told after each such step how many states have a basin, and how many basins there are
   */
  static Groups of(
      Landscape landscape,
      Crossing.Rule rule,
      List<State> states,
      int atOnce,
      RandomKey key,
      Reached reached) {
    Grouping grouping = new Grouping(landscape, rule);
    for (int from = 0; from < states.size(); from += atOnce) {
      int to = Math.min(states.size(), from + atOnce);
      grouping.add(states.subList(from, to), key.fold(from));
      reached.at(to, grouping.representatives.size());
    }
    return grouping.groups();
  }

  /** Who wants to know how far it is. */
  interface Reached {
    void at(int states, int basins);
  }

  private Groups groups() {
    return new Groups(
        List.copyOf(representatives),
        labels.stream().mapToInt(label -> label).toArray(),
        nonFinite);
  }

  private void add(List<State> states, RandomKey key) {
    int[] found = new int[states.size()];
    Arrays.fill(found, -1);
    if (!representatives.isEmpty()) {
      join(states, found, key.fold("known"));
    }
    found(states, found, key.fold("new"));
    for (int i = 0; i < found.length; i++) {
      labels.add(found[i]);
      if (states.get(i).energy() < representatives.get(found[i]).energy()) {
        representatives.set(found[i], states.get(i));
      }
    }
  }

  /** Tries each state for the basins nearest to it; writes into {@code found}. */
  private void join(List<State> states, int[] found, RandomKey key) {
    List<int[]> candidates =
        StraightLine.nearest(landscape, states, representatives, rule.nearest());
    List<Crossing.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      for (int candidate : candidates.get(i)) {
        pairs.add(new Crossing.Pair(states.get(i), representatives.get(candidate)));
      }
    }
    List<Crossing> crossings = attempt(pairs, key);
    int next = 0;
    for (int i = 0; i < found.length; i++) {
      int[] tried = candidates.get(i);
      int best = best(crossings.subList(next, next + tried.length));
      found[i] = best < 0 ? -1 : tried[best];
      next += tried.length;
    }
  }

  /** Of the states without a basin the first founds one, and each of the others joins the best of those founded before it, or founds one itself. */
  private void found(List<State> states, int[] found, RandomKey key) {
    int[] left = IntStream.range(0, found.length).filter(i -> found[i] < 0).toArray();
    List<Crossing.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(new Crossing.Pair(states.get(left[i]), states.get(left[j])));
      }
    }
    List<Crossing> crossings = attempt(pairs, key);
    List<Integer> founders = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      int row = i * (i - 1) / 2;
      int best = best(founders.stream().map(j -> crossings.get(row + j)).toList());
      if (best >= 0) {
        found[left[i]] = found[left[founders.get(best)]];
      } else {
        founders.add(i);
        found[left[i]] = representatives.size();
        representatives.add(states.get(left[i]));
      }
    }
  }

  private List<Crossing> attempt(List<Crossing.Pair> pairs, RandomKey key) {
    List<Crossing> crossings = Crossing.attempt(landscape, pairs, rule, key);
    nonFinite += crossings.stream().mapToInt(Crossing::nonFinite).sum();
    return crossings;
  }

  /** The one that most chains got through and, of such, over the lowest barrier; -1 if too few did. */
  private int best(List<Crossing> crossings) {
    int best = -1;
    for (int k = 0; k < crossings.size(); k++) {
      Crossing crossing = crossings.get(k);
      if (crossing.arrived() < rule.quota()) {
        continue;
      }
      boolean better = best < 0
          || crossing.arrived() > crossings.get(best).arrived()
          || (crossing.arrived() == crossings.get(best).arrived()
              && crossing.barrier() < crossings.get(best).barrier());
      best = better ? k : best;
    }
    return best;
  }
}
