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
 * <p>Each stage places the next one's levels by its {@link Placement}.
 */
final class LadderPilot {
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
      levels = withStepSizes(levels, stage.stepSizes());
      states = stage.states();
      if (how.levels().isEmpty()) {
        Placement placed = Placement.halfRejecting(levels, stage.rejections(), rungs::isExact);
        levels = placed.levels();
        states = placed.taken(states);
      }
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

  private static List<Level> withStepSizes(List<Level> levels, double[] stepSizes) {
    List<Level> others = new ArrayList<>();
    for (int i = 0; i < stepSizes.length; i++) {
      others.add(new Level(levels.get(i).beta(), stepSizes[i]));
    }
    return others;
  }

  private static List<double[]> arrays(int count, int length) {
    List<double[]> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(new double[length]);
    }
    return arrays;
  }
}
