package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Bennett;
import org.ebm.diagnose.Moments;

/**
 * Places the levels of a ladder so that all neighbours reject swaps equally often, finds a step size for each, and free energies from one to the next.
 * <p>The rejection rates of a stage, summed up from the lowest rung, are the communication barrier Lambda(beta), which does not depend on where the levels are; the next stage's are at
 * equal parts of it, 2 Lambda(1) + 1 of them, half of whose swaps are rejected: most round trips for a given number of moves. Source: Syed et al. (2022), JRSS B 84(2), sections 4.3 and 5.4.
 */
final class LadderPilot {
  static final int MOST_RUNGS = 200;
  private static final int STAGES = 6;
  private static final int FIRST_RUNGS = 12;
  /** Change of log eps per unit of acceptance beside the target; smaller in the last stage, whose second half is the mean that is kept. */
  private static final double GAIN = 0.5;

  private static final double LAST_GAIN = 0.15;

  private final Rungs rungs;
  private final ReplicaExchange how;
  private final RandomKey key;

  LadderPilot(Rungs rungs, ReplicaExchange how, RandomKey key) {
    this.rungs = rungs;
    this.how = how;
    this.key = key;
  }

  /**
   * What one stage came to.
   *
   * @param stepSizes means over its second half
   * @param rejections of each pair, over its second half
   * @param lower w of each pair at its lower rung, then
   * @param upper at its upper rung
   */
  private record Stage(
      List<ChainState> states,
      double[] stepSizes,
      double[] rejections,
      List<double[]> lower,
      List<double[]> upper) {}

  LadderState run(ChainState start, double firstStepSize) {
    double[] betas = how.levels().isEmpty()
        ? how.reference().firstLevels(FIRST_RUNGS)
        : how.levels().stream().mapToDouble(Double::doubleValue).toArray();
    List<Level> levels =
        DoubleStream.of(betas).mapToObj(beta -> new Level(beta, firstStepSize)).toList();
    List<ChainState> states = levels.stream().map(level -> start).toList();
    for (int number = 0; number < STAGES - 1; number++) {
      Stage stage = stage(levels, states, GAIN, key.fold(number));
      List<Level> adapted = withStepSizes(levels, stage.stepSizes());
      int[] nearest = identity(levels.size());
      if (how.levels().isEmpty()) {
        double[] barrier = barrier(stage.rejections());
        betas = spread(adapted, barrier);
        nearest = nearest(betas, adapted, barrier);
      } else {
        betas = adapted.stream().mapToDouble(Level::beta).toArray();
      }
      levels = levels(betas, adapted, nearest);
      states = Arrays.stream(nearest).mapToObj(stage.states()::get).toList();
    }
    Stage last = stage(levels, states, LAST_GAIN, key.fold(STAGES - 1));
    List<Double> shifts = new ArrayList<>();
    for (int pair = 0; pair + 1 < levels.size(); pair++) {
      shifts.add(Bennett.difference(last.lower().get(pair), last.upper().get(pair)));
    }
    requireConnected(levels, shifts);
    return new LadderState(
        withStepSizes(levels, last.stepSizes()),
        shifts,
        last.states(),
        Travels.none(levels.size(), start.chains()),
        0,
        0,
        0);
  }

  private Stage stage(List<Level> from, List<ChainState> start, double gain, RandomKey own) {
    int pairs = from.size() - 1;
    int chains = start.get(0).chains();
    int half = how.pilot() / 2;
    int kept = how.pilot() - half;
    double[] logs =
        from.stream().mapToDouble(level -> Math.log(level.stepSize())).toArray();
    double[] sums = new double[from.size()];
    double[] rejections = new double[pairs];
    List<double[]> lower = arrays(pairs, kept * chains);
    List<double[]> upper = arrays(pairs, kept * chains);
    List<ChainState> states = start;
    List<float[]> marks = Travels.none(from.size(), chains);
    for (int step = 0; step < how.pilot(); step++) {
      List<Level> levels =
          withStepSizes(from, Arrays.stream(logs).map(Math::exp).toArray());
      List<Transition> moved =
          rungs.move(levels, states, how.moves(), own.fold(step).fold("move"));
      states = moved.stream().map(Transition::state).toList();
      List<Works> works = rungs.works(levels, states);
      follow(logs, levels, moved, gain);
      if (step >= half) {
        for (int rung = 0; rung < sums.length; rung++) {
          sums[rung] += logs[rung] / kept;
        }
        for (int pair = 0; pair < pairs; pair++) {
          Works at = works.get(pair);
          for (int chain = 0; chain < chains; chain++) {
            rejections[pair] += (1 - at.swap()[chain]) / kept / chains;
            lower.get(pair)[(step - half) * chains + chain] = at.lower()[chain];
            upper.get(pair)[(step - half) * chains + chain] = at.upper()[chain];
          }
        }
      }
      Swaps.everySecond(step % 2, states, works, marks, own.fold(step).fold("swap"));
    }
    return new Stage(
        states, Arrays.stream(sums).map(Math::exp).toArray(), rejections, lower, upper);
  }

  private void follow(double[] logs, List<Level> levels, List<Transition> moved, double gain) {
    if (rungs.targetAcceptance().isEmpty()) {
      return;
    }
    double target = rungs.targetAcceptance().getAsDouble();
    for (int rung = 0; rung < logs.length; rung++) {
      if (!rungs.isExact(levels.get(rung))) {
        double acceptance = Moments.of(moved.get(rung).acceptance()).mean();
        logs[rung] += gain * (acceptance - target);
      }
    }
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
  private double[] spread(List<Level> levels, double[] barrier) {
    double whole = barrier[barrier.length - 1];
    int parts = Math.max(1, (int) Math.ceil(2 * whole));
    if (parts + 1 > MOST_RUNGS) {
      throw new ConfigException(
          "replica_exchange",
          "more than " + MOST_RUNGS
              + " rungs are needed for half of the swaps to be accepted (barrier "
              + Math.round(whole)
              + "); give a reference nearer to the energy's law, or a lower temperature of the hottest rung");
    }
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

  /** For each new level the old one that is nearest along beta, in parts of the barrier; none that is drawn exactly, unless the new one is. */
  private int[] nearest(double[] betas, List<Level> levels, double[] barrier) {
    int[] nearest = new int[betas.length];
    for (int i = 0; i < betas.length; i++) {
      boolean exact = rungs.isExact(new Level(betas[i], 1));
      double best = Double.POSITIVE_INFINITY;
      for (int old = 0; old < levels.size(); old++) {
        double distance = Math.abs(at(betas[i], levels, barrier) - barrier[old]);
        if (distance < best && (exact || !rungs.isExact(levels.get(old)))) {
          best = distance;
          nearest[i] = old;
        }
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

  private static void requireConnected(List<Level> levels, List<Double> shifts) {
    for (int pair = 0; pair < shifts.size(); pair++) {
      if (Double.isNaN(shifts.get(pair))) {
        throw new ConfigException(
            "replica_exchange",
            "energies at beta " + levels.get(pair).beta()
                + " are not finite where its law has its mass; give a narrower reference, or a lower temperature of the hottest rung");
      }
    }
  }

  private static List<Level> levels(double[] betas, List<Level> old, int[] nearest) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < betas.length; i++) {
      levels.add(new Level(betas[i], old.get(nearest[i]).stepSize()));
    }
    return levels;
  }

  private static List<Level> withStepSizes(List<Level> levels, double[] stepSizes) {
    List<Level> others = new ArrayList<>();
    for (int i = 0; i < stepSizes.length; i++) {
      others.add(new Level(levels.get(i).beta(), stepSizes[i]));
    }
    return others;
  }

  private static int[] identity(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static List<double[]> arrays(int count, int length) {
    List<double[]> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(new double[length]);
    }
    return arrays;
  }
}
