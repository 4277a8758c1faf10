package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Interval;
import org.ebm.sample.LadderFindings;

/** Whether chains on ladders crossed, and what log Z they found: two ladders that began at unlike places should find the same. */
final class LadderStatements {
  private static final String[] STARTS = {"data", "second"};
  private static final double NORMAL_95 = 1.96;

  private LadderStatements() {}

  /**
   * Of the ladders from data and from the second start.
   *
   * @param chains of each
   */
  static List<Observation> observations(List<LadderFindings> ladders, int chains) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < ladders.size(); i++) {
      LadderFindings ladder = ladders.get(i);
      String start = STARTS[i];
      observations.add(
          new Observation(
              "ladder_restarts_" + start,
              ladder.restarts() / (double) chains,
              "How often, in the mean over ladders, a state came to the energy from the lowest rung: without such, weights of modes are those of the starts."));
      observations.add(
          new Observation(
              "ladder_swap_rate_lowest_" + start,
              ladder.swapRateLowest(),
              "Probability of a swap between those neighbouring rungs that swap least; near 0 nothing travels."));
      if (ladder.exactReference()) {
        double half = NORMAL_95 * ladder.logZError();
        observations.add(new Observation(
            "ladder_log_z_" + start,
            ladder.logZ(),
            Optional.of(new Interval(ladder.logZ() - half, ladder.logZ() + half)),
            "log Z by Bennett's ratio along the ladder; those of both starts should be one."));
      }
    }
    return observations;
  }
}
