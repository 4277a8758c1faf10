package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.RandomKey;

/**
 * Whether chains get from one state to another and back.
 *
 * @param arrived how many of the chains, both ways together
 * @param barrier the lowest of those that arrived; infinite if none did
 * @param nonFinite chains that ended at no finite state
 */
record Crossing(int arrived, double barrier, int nonFinite) {
  /** Two states, the first of which is tried for the second's basin. */
  record Pair(State first, State second) {
    /** Of some states, the pairs with these numbers. */
    static List<Pair> of(List<State> states, List<int[]> numbers) {
      return numbers.stream()
          .map(pair -> new Pair(states.get(pair[0]), states.get(pair[1])))
          .toList();
    }
  }

  /**
   * How often a crossing is tried, and what counts as one.
   *
   * @param force F
   * @param nearest basins that a state is tried for, by the barrier on the straight line
   * @param trials chains each way
   * @param quota of these chains, both ways together, how many must arrive
   */
  record Rule(double force, Limits limits, int nearest, int trials, int quota) {
    Rule withForce(double other) {
      return new Rule(other, limits, nearest, trials, quota);
    }
  }

  /** All chains between all pairs, at once. */
  static List<Crossing> attempt(Landscape landscape, List<Pair> pairs, Rule rule, RandomKey key) {
    List<Pull> pulls = new ArrayList<>();
    for (Pair pair : pairs) {
      float[] first = pair.first().position();
      float[] second = pair.second().position();
      for (int trial = 0; trial < rule.trials(); trial++) {
        pulls.add(new Pull(first, second, rule.force()));
        pulls.add(new Pull(second, first, rule.force()));
      }
    }
    List<Pull.Outcome> outcomes = landscape.pull(pulls, rule.limits(), Landscape.Watch.ENDS, key);
    List<Crossing> crossings = new ArrayList<>();
    int chains = 2 * rule.trials();
    for (int i = 0; i < pairs.size(); i++) {
      crossings.add(of(outcomes.subList(i * chains, (i + 1) * chains)));
    }
    return crossings;
  }

  private static Crossing of(List<Pull.Outcome> outcomes) {
    int arrived = 0;
    int nonFinite = 0;
    double barrier = Double.POSITIVE_INFINITY;
    for (Pull.Outcome outcome : outcomes) {
      arrived += outcome.arrived() ? 1 : 0;
      nonFinite += outcome.end() == Pull.End.NON_FINITE ? 1 : 0;
      barrier = Math.min(barrier, outcome.barrier());
    }
    return new Crossing(arrived, barrier, nonFinite);
  }
}
