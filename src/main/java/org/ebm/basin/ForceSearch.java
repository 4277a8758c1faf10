package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.Counted;
import org.ebm.base.RandomKey;
import org.ebm.run.Progress;

/**
 * Groups a few states at forces from one that pulls through no barrier to one that pulls through all, to find a force in the middle of the range in
 * which the number of basins does not depend on it.
 */
final class ForceSearch {
  /** How many states are grouped. */
  static final int STATES = 50;
  /** Where to begin, as a part of the gradient's norm along the chains: amid what groups 16x16 digits and eight Gaussians. */
  private static final double FIRST = 0.16;

  /** Forces from one to its double. */
  private static final int DOUBLED = 2;
  /** In forces, as is the next. */
  private static final int WEAKER = 6 * DOUBLED;

  private static final int STRONGER = 8 * DOUBLED;
  /** With so many groups for each state, a force is weak enough: what is still weaker costs most and tells nothing. */
  private static final double APART = 0.75;

  private static final int AT_ONCE = 10;

  /** Of the extent of all states: descents end so near to each other at one minimum. */
  private static final double SAME_PLACE = 1e-3;

  private final Landscape landscape;
  private final Crossing.Rule rule;
  private final List<State> states;
  private final RandomKey key;
  private final Progress progress;
  private final Map<Integer, Integer> groups = new TreeMap<>();

  private ForceSearch(
      Landscape landscape,
      Crossing.Rule rule,
      List<State> states,
      RandomKey key,
      Progress progress) {
    this.landscape = landscape;
    this.rule = rule;
    this.states = states;
    this.key = key;
    this.progress = progress;
  }

  static AlphaScan scan(
      Landscape landscape,
      Crossing.Rule rule,
      StateDraws.Drawn drawn,
      RandomKey key,
      Progress progress) {
    // states may be sorted by energy, so every k-th stands for all
    List<State> some = new ArrayList<>();
    int count = Math.min(STATES, drawn.states().size());
    for (int i = 0; i < count; i++) {
      some.add(drawn.states().get((int) ((long) i * drawn.states().size() / count)));
    }
    return new ForceSearch(landscape, rule, some, key, progress).scan(FIRST * drawn.slope());
  }

  private AlphaScan scan(double first) {
    int high = 0;
    while (high < STRONGER && groupsAt(first, high) > 1) {
      high += DOUBLED;
    }
    int low = 0;
    int before = 0;
    // where a weaker force changes nothing, still weaker ones only take longer, until patience ends
    int different = different();
    boolean few = different < APART * states.size();
    // but where few differ, as minima do, some may still be held together by a low pass
    while (low > -WEAKER
        && groupsAt(first, low) < APART * states.size()
        && (groupsAt(first, low) != before || (few && groupsAt(first, low) < different))) {
      before = groupsAt(first, low);
      low -= DOUBLED;
    }
    List<AlphaScan.Point> points = new ArrayList<>();
    for (int k = low; k <= high; k++) {
      points.add(new AlphaScan.Point(force(first, k), groupsAt(first, k)));
    }
    int weaker = groupsAt(first, low) == different ? low + WEAKER : 0;
    return new AlphaScan(points, states.size(), weaker);
  }

  /** How many of the states lie apart: those of a search for minima come again and again to the same. */
  private int different() {
    double largest = 0;
    for (State a : states) {
      largest = Math.max(largest, a.distance(states.get(0)));
    }
    List<State> apart = new ArrayList<>();
    for (State state : states) {
      double near = largest * SAME_PLACE;
      if (apart.stream().noneMatch(other -> other.distance(state) <= near)) {
        apart.add(state);
      }
    }
    return apart.size();
  }

  private static double force(double first, int k) {
    return first * Math.pow(2, (double) k / DOUBLED);
  }

  private int groupsAt(double first, int k) {
    return groups.computeIfAbsent(k, power -> grouped(force(first, power)));
  }

  private int grouped(double force) {
    Grouping.Groups found =
        Grouping.of(landscape, rule.withForce(force), states, AT_ONCE, key, (done, basins) -> {});
    int count = found.representatives().size();
    progress.say(String.format(
        Locale.ROOT,
        "F %.4g: %s of %s",
        force,
        Counted.of(count, "group"),
        Counted.of(states.size(), "state")));
    return count;
  }
}
