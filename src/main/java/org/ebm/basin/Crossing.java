package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.RandomKey;

/**
 * Whether chains get from one state to another and back.
 *
 * @param there chains that got from the first to the second: 0 or 1
 * @param back chains that got back: 0 or 1
 * @param barrier the lower one of those that got through; infinite if none did
 * @param nonFinite chains that ended at no finite state
 */
record Crossing(int there, int back, double barrier, int nonFinite) {
  /** Two states, the first of which is tried for the second's basin. */
  record Pair(State first, State second) {}

  /**
   * How often a crossing is tried, and what counts as one.
   *
   * @param force F
   * @param nearest basins that a state is tried for, by the barrier on the straight line
   * @param trials chains each way, run one after another until enough got through
   * @param quota of the two ways of one trial, how many must get through
   */
  record Rule(double force, Limits limits, int nearest, int trials, int quota) {
    Rule withForce(double other) {
      return new Rule(other, limits, nearest, trials, quota);
    }
  }

  int successes() {
    return there + back;
  }

  /** One chain each way between every pair, all at once. */
  static List<Crossing> attempt(Landscape landscape, List<Pair> pairs, Rule rule, RandomKey key) {
    List<Pull> pulls = new ArrayList<>();
    for (Pair pair : pairs) {
      float[] first = pair.first().position();
      float[] second = pair.second().position();
      pulls.add(new Pull(first, second, rule.force()));
      pulls.add(new Pull(second, first, rule.force()));
    }
    List<Pull.Outcome> outcomes = landscape.pull(pulls, rule.limits(), Landscape.Watch.ENDS, key);
    List<Crossing> crossings = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      crossings.add(of(outcomes.get(2 * i), outcomes.get(2 * i + 1)));
    }
    return crossings;
  }

  private static Crossing of(Pull.Outcome there, Pull.Outcome back) {
    return new Crossing(
        there.arrived() ? 1 : 0,
        back.arrived() ? 1 : 0,
        Math.min(there.barrier(), back.barrier()),
        (there.end() == Pull.End.NON_FINITE ? 1 : 0) + (back.end() == Pull.End.NON_FINITE ? 1 : 0));
  }
}
