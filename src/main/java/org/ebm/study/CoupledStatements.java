package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.Interval;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.Compute;
import org.ebm.sampler.CoupledChains;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;
import org.ebm.sampler.MeetingTimes;
import org.ebm.torch.Torch;

/**
 * How long is long enough, for chains from data: bounds on their distance from exp(-U) that need no mixing to be seen, since pairs of coupled chains must meet. They are of the Metropolis-adjusted chain.
 *
 * @param stepSize eps of {@link Mala}, found by a warm-up on other chains
 */
record CoupledStatements(
    DiagnosisConfig config,
    Potential energy,
    Examples data,
    double stepSize,
    Torch torch,
    RandomKey key) {
  private static final int[] STEPS = {10, 100, 1000, 10_000};
  /** Far enough for most that is done with a chain. */
  private static final double NEAR = 0.05;

  private static final double NORMAL_95 = 1.96;

  List<Observation> observations(Meetings asked) {
    MeetingTimes times = times(asked);
    List<Observation> observations = new ArrayList<>();
    for (int t : STEPS) {
      Moments bound = times.bound(t);
      double half = NORMAL_95 * bound.sd() / Math.sqrt(times.tau().length);
      Optional<Interval> interval = times.unmet() > 0
          ? Optional.empty()
          : Optional.of(new Interval(bound.mean() - half, bound.mean() + half));
      observations.add(
          new Observation(
              "coupled_bound_" + t,
              bound.mean(),
              interval,
              "Total variation between exp(-U) and the law of adjusted chains after " + t
                  + " steps from data is at most this; it says nothing from 1 on, and is infinite where pairs never met."));
    }
    OptionalInt steps = times.stepsTo(NEAR);
    observations.add(new Observation(
        "coupled_steps",
        steps.isPresent() ? steps.getAsInt() : Double.NaN,
        "Steps of adjusted chains from data after which that bound is " + NEAR
            + ": long enough. NaN where a pair never met."));
    observations.add(new Observation(
        "coupled_unmet",
        times.unmet(),
        "Share of the pairs that had not met after " + Counted.of(asked.mostSteps(), "step")
            + "."));
    return observations;
  }

  private MeetingTimes times(Meetings asked) {
    Mala mala = new Mala(stepSize, 1);
    Compute compute = ExactStatements.inLargeBlocks(config, energy, torch);
    FloatArray first = data.batch(asked.pairs(), key.fold("ahead"));
    FloatArray behind = data.batch(asked.pairs(), key.fold("behind"));
    EnergyInputs inputs = energy.inputs(List.of());
    try (Kernel kernel = Kernel.open(energy, mala, compute);
        CoupledChains pairs = CoupledChains.open(energy, mala, compute)) {
      return MeetingTimes.of(
          kernel,
          pairs,
          inputs,
          new MeetingTimes.Starting(first, behind, asked.lag()),
          asked.mostSteps(),
          key.fold("pairs"));
    }
  }
}
