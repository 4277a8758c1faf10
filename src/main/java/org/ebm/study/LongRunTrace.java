package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.diagnose.Convergence;
import org.ebm.sample.SampleRun;

/** What a verdict needs of a run of long chains: its second half. */
final class LongRunTrace {
  private static final int STRETCH = 20;

  private final SampleRun run;
  private final long[] steps;
  private final int last;

  /** Usage error for a run that has no energies after its start. */
  LongRunTrace(SampleRun run) {
    this.run = run;
    this.steps = run.steps();
    this.last = steps.length - 1;
    if (steps.length < 2) {
      throw new EbmException(
          ExitCode.USAGE,
          "the long run has " + steps.length
              + " trace points; run it further (ebm sample --resume) before it is diagnosed");
    }
  }

  /** T. */
  int steps() {
    return Math.toIntExact(steps[last]);
  }

  /** U of every chain after T steps. */
  float[] energies() {
    return run.energies().slice(last, last + 1).values();
  }

  /** Mean U of every chain over the trace points of the last twentieth of T. */
  float[] lateEnergies() {
    return meanUpTo(last);
  }

  /** Mean U of every chain over the trace points of the twentieth of T before T/2. */
  float[] halfWayEnergies() {
    return meanUpTo(halfWay());
  }

  private float[] meanUpTo(int end) {
    int from = end;
    while (from > 0 && steps[from - 1] > steps[end] - steps[last] / STRETCH) {
      from--;
    }
    float[] means = new float[run.config().chains()];
    for (int row = from; row <= end; row++) {
      float[] energies = run.energies().slice(row, row + 1).values();
      for (int chain = 0; chain < means.length; chain++) {
        means[chain] += energies[chain] / (end - from + 1);
      }
    }
    return means;
  }

  /** The last trace point up to T/2. */
  private int halfWay() {
    int half = 0;
    while (half < last && steps[half + 1] <= steps[last] / 2) {
      half++;
    }
    return half;
  }

  /** Mean over the chains and the steps of the second half. */
  double displacement() {
    return late("displacement");
  }

  /** The same of the share of accepted steps; 1 for a sampler that does not reject. */
  double acceptance() {
    return run.config().sampler().rejects() ? late("acceptance") : 1;
  }

  private double late(String column) {
    double[] means = run.trace().column(column);
    double sum = 0;
    for (int row = halfWay() + 1; row <= last; row++) {
      sum += (steps[row] - steps[row - 1]) * means[row];
    }
    return sum / (steps[last] - steps[halfWay()]);
  }

  /** U of every chain at the trace points of the second half, (chains, points). */
  double[][] lateDraws() {
    int from = halfWay() + 1;
    double[][] draws = new double[run.config().chains()][last + 1 - from];
    for (int row = from; row <= last; row++) {
      float[] energies = run.energies().slice(row, row + 1).values();
      for (int chain = 0; chain < draws.length; chain++) {
        draws[chain][row - from] = energies[chain];
      }
    }
    return draws;
  }

  /** How well the chains of the second half agree with each other, and the sampler's acceptance. */
  List<Observation> observations() {
    List<Observation> observations = new ArrayList<>();
    double[][] chains = lateDraws();
    if (chains[0].length >= Convergence.FEWEST_DRAWS) {
      Convergence convergence = Convergence.of(chains);
      observations.add(
          new Observation(
              "r_hat",
              convergence.rHat(),
              "Rank-normalised R-hat of U over the second half of the chains: 1 when each chain sees the whole steady state, larger when chains stay in basins of their own; none where no chain moves."));
      observations.add(new Observation(
          "ess_bulk",
          convergence.essBulk(),
          "Independent draws of U that the second half of all chains is worth."));
      observations.add(new Observation(
          "ess_tail", convergence.essTail(), "The same for the 5 % and 95 % quantiles of U."));
    }
    if (run.config().sampler().rejects()) {
      double[] acceptance = run.trace().column("acceptance");
      observations.add(
          new Observation(
              "acceptance",
              acceptance[last],
              "Share of accepted steps at the end; moves are fastest at about 0.574 (MALA) and 0.65 (HMC)."));
    }
    return observations;
  }
}
