package org.ebm.basin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ebm.base.Counted;
import org.ebm.base.RandomKey;

/**
 * Barriers by chains that are pulled no harder than they must be. For each of a pair's two directions the force falls by a factor as long as a chain
 * gets through, or rises until one does; the barrier is the least of all chains that got through. An upper bound: a chain pulled straight climbs the
 * flank of a valley that bends.
 */
final class BarrierSearch {
  /** After so many forces a way is given up, or good enough: 1.05^100 = 131. */
  private static final int FORCES = 100;

  private static final int TOLD_EVERY = 10;

  /**
   * How to search.
   *
   * @param force F of the first chains
   * @param factor from one force to the next, above 1
   * @param trials chains at one force before it counts as too weak
   * @param paths whether barriers have their paths
   */
  record Rule(double force, double factor, int trials, Limits limits, boolean paths) {
    private Landscape.Watch watch() {
      return paths ? Landscape.Watch.PATH : Landscape.Watch.BARRIER;
    }
  }

  /** The search from one end of a pair. */
  private static final class Way {
    private final Crossing.Pair ends;
    private double force;
    private Optional<Barrier> best = Optional.empty();
    private boolean through;
    private boolean falling;
    private boolean done;

    private Way(State from, State to, double force) {
      this.ends = new Crossing.Pair(from, to);
      this.force = force;
    }

    private Pull pull() {
      return new Pull(ends.first().position(), ends.second().position(), force);
    }

    private void tried(Pull.Outcome outcome) {
      through = outcome.arrived();
      if (through && (best.isEmpty() || outcome.barrier() < best.get().height())) {
        List<float[]> path = new ArrayList<>(outcome.path());
        if (!path.isEmpty()) {
          path.add(ends.second().position());
        }
        best = Optional.of(new Barrier(outcome.barrier(), path, 0, false));
      }
    }

    /** After all chains at one force; those at the first force decide whether it falls or rises. */
    private void nextForce(double factor, boolean first) {
      falling = first ? through : falling;
      done = through != falling;
      force *= falling ? 1 / factor : factor;
      through = false;
    }
  }

  private BarrierSearch() {}

  /**
   * For each pair its barrier, with the path that has it; empty if no chain got through at any force.
   *
   * @param told how far it is, after every tenth force
   */
  static List<Optional<Barrier>> between(
      Landscape landscape,
      List<Crossing.Pair> pairs,
      Rule rule,
      RandomKey key,
      Consumer<String> told) {
    List<Way> ways = new ArrayList<>();
    for (Crossing.Pair pair : pairs) {
      ways.add(new Way(pair.first(), pair.second(), rule.force()));
      ways.add(new Way(pair.second(), pair.first(), rule.force()));
    }
    List<Way> going = ways;
    for (int k = 0; k < FORCES && !going.isEmpty(); k++) {
      tryForce(landscape, going, rule, key.fold(k));
      for (Way way : going) {
        way.nextForce(rule.factor(), k == 0);
      }
      going = going.stream().filter(way -> !way.done).toList();
      if (k % TOLD_EVERY == TOLD_EVERY - 1) {
        told.accept("after " + (k + 1) + " forces " + Counted.some(going.size(), ways.size(), "way")
            + " still to be pulled along");
      }
    }
    List<Optional<Barrier>> barriers = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      barriers.add(lower(ways.get(2 * i).best, ways.get(2 * i + 1).best)
          .map(barrier -> topped(landscape, barrier)));
    }
    return barriers;
  }

  private static void tryForce(Landscape landscape, List<Way> ways, Rule rule, RandomKey key) {
    for (int trial = 0; trial < rule.trials(); trial++) {
      List<Way> left = ways.stream().filter(way -> !way.through).toList();
      List<Pull.Outcome> outcomes = landscape.pull(
          left.stream().map(Way::pull).toList(), rule.limits(), rule.watch(), key.fold(trial));
      for (int i = 0; i < left.size(); i++) {
        left.get(i).tried(outcomes.get(i));
      }
    }
  }

  private static Barrier topped(Landscape landscape, Barrier barrier) {
    if (barrier.path().isEmpty()) {
      return barrier;
    }
    double[] energies = landscape.energies(barrier.path());
    int top = 0;
    for (int k = 1; k < energies.length; k++) {
      top = energies[k] > energies[top] ? k : top;
    }
    return new Barrier(barrier.height(), barrier.path(), top, false);
  }

  private static Optional<Barrier> lower(Optional<Barrier> a, Optional<Barrier> b) {
    return Stream.of(a, b)
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(Barrier::height));
  }
}
