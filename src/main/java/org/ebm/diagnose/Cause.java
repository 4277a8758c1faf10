package org.ebm.diagnose;

import java.util.List;
import org.ebm.diagnose.Verdict.Kind;

/** Why a verdict is what it is, and what follows: one verdict has one cause, the first whose rule holds. */
enum Cause {
  NON_FINITE(
      Kind.NON_CONVERGENT,
      "The energy has no steady state under this sampler: some chains left the numbers. Its gradient outgrew the"
          + " step, which is certain to happen where eps is larger than the data's smallest width, or it is not"
          + " bounded below.",
      "Lower objective.maximum_likelihood.sampler.langevin.step_size (and energy.network.temperature = eps^2 / 2"
          + " with it), keep data.*.noise at 2 eps or above, or lower the learning rate; diagnose earlier checkpoints"
          + " to see when it began."),
  COLLAPSED(
      Kind.COLLAPSED,
      "The energy is flat at the scale of a step: its gradient moves the chains less than a thousandth of what"
          + " the noise does, so they diffuse from wherever they started. Short chains from data or from a bank look"
          + " right without anything having been learned.",
      "Raise objective.maximum_likelihood.sampler.langevin.step_size (and energy.network.temperature = eps^2 / 2"
          + " with it): a small eps with data or persistent starts ends here. If eps must stay small, start training"
          + " chains from noise (objective.maximum_likelihood.init: uniform or gaussian)."),
  OVER_SATURATED(
      Kind.NON_CONVERGENT,
      "The steady state is over-saturated: long-run chains settle at energies well below those of data."
          + " Short-run samples may look right, but the density that the energy describes is not that of the data.",
      "More chain steps per update (objective.maximum_likelihood.steps), a larger"
          + " objective.maximum_likelihood.sampler.langevin.step_size (with energy.network.temperature = eps^2 / 2),"
          + " optimizer.sgd with a lower rate that falls towards the end instead of optimizer.adam, data.*.noise of 2"
          + " eps, and persistent instead of noise starts."),
  BELOW_DATA(
      Kind.NON_CONVERGENT,
      "Training chains and long-run chains are in one steady state, but it lies well below the data:"
          + " learning had not balanced the two yet, or the data compared with are unlike the training data.",
      "Check that the data compared with carry the training's data.*.noise and compare with the energy of training"
          + " data (overfitting); then train on (training.steps) with a rate that falls towards the end"
          + " (schedule.exponential)."),
  SINKING(
      Kind.NON_CONVERGENT,
      "There is no steady state yet: the chains' energy was still falling against the data's in the second half of"
          + " the run, and where it falls on, the end is over-saturation.",
      "Run longer chains to see where they end. In training: more chain steps per update"
          + " (objective.maximum_likelihood.steps), a larger objective.maximum_likelihood.sampler.langevin.step_size"
          + " (with energy.network.temperature = eps^2 / 2), optimizer.sgd with a lower rate instead of optimizer.adam."),
  CLIMBING(
      Kind.NON_CONVERGENT,
      "Long-run chains climb away from the short-run samples to higher energies: training never saw the state"
          + " they end in. The step is too coarse for the energy's curvature, or short runs stop in pits that long"
          + " ones leave.",
      "More chain steps per update (objective.maximum_likelihood.steps), a lower learning rate, or a smaller"
          + " objective.maximum_likelihood.sampler.langevin.step_size (with energy.network.temperature = eps^2 / 2)."),
  STEADY(
      Kind.CONVERGENT,
      "Chains started from data stay at the energies of data: as far as energies tell, the sampler's steady"
          + " state is like the data. That is about the chains; whether the density is that of the data is the second"
          + " word.",
      "Look at the long-run samples; for points in the plane compare densities on a grid (KL and total"
          + " variation)."),
  ABOVE_DATA(
      Kind.INCONCLUSIVE,
      "Long-run chains lie well above the data in energy: the energy has not been learned to the end, or the"
          + " sampler's noise keeps chains hotter than the data are (eps near the data's smallest width).",
      "Train on (training.steps); if the gap stays, use a smaller"
          + " objective.maximum_likelihood.sampler.langevin.step_size (with energy.network.temperature = eps^2 / 2) or"
          + " data.*.noise of at least 2 eps."),
  TOO_LITTLE(
      Kind.INCONCLUSIVE,
      "Everything measured is as in a convergent model, but too little was measured: after a short run with few"
          + " chains a non-convergent model looks the same.",
      "Diagnose again with at least the chains and the chain_steps that are allowed above."),
  UNDECIDED(
      Kind.INCONCLUSIVE,
      "The model is neither clearly convergent nor clearly non-convergent: some measures are outside their"
          + " bands, none far enough to settle it.",
      "More chains narrow the gap's interval and longer ones settle the drift; if the same measures stay"
          + " outside, train on (training.steps) at a lower rate or with more chain steps per update"
          + " (objective.maximum_likelihood.steps).");

  private final Kind kind;
  private final String means;
  private final String tryNext;

  Cause(Kind kind, String means, String tryNext) {
    this.kind = kind;
    this.means = means;
    this.tryNext = tryNext;
  }

  Kind kind() {
    return kind;
  }

  String means() {
    return means;
  }

  String tryNext() {
    return tryNext;
  }

  static Cause of(Measures measures) {
    if (!measures.get(Measures.NON_FINITE).passed()) {
      return NON_FINITE;
    }
    if (!measures.get(Measures.SHARE).passed()) {
      return COLLAPSED;
    }
    Measure gap = measures.get(Measures.GAP);
    if (gap.interval().orElseThrow().low() > gap.allowed().high()) {
      return shortRunsAgree(measures) ? BELOW_DATA : OVER_SATURATED;
    }
    if (isAbove(measures, Measures.DIFFERENCE)) {
      return OVER_SATURATED;
    }
    if (isSinking(measures.get(Measures.DRIFT))) {
      return SINKING;
    }
    return isBelow(measures, Measures.DIFFERENCE) ? CLIMBING : notNonConvergent(measures);
  }

  private static Cause notNonConvergent(Measures measures) {
    List<String> failed = measures.all().stream()
        .filter(measure -> !measure.passed())
        .map(Measure::name)
        // which is for the scope of the density to say
        .filter(name -> !name.equals(Measures.TWO_STARTS))
        .toList();
    if (failed.isEmpty()) {
      return STEADY;
    }
    if (isBelow(measures, Measures.GAP)) {
      return ABOVE_DATA;
    }
    List<String> amount = List.of(Measures.CHAINS, Measures.STEPS);
    return amount.containsAll(failed) ? TOO_LITTLE : UNDECIDED;
  }

  /** The gap grew by more than is allowed, and not by chance: with few chains the gap at two times differs by more than the band anyway. */
  private static boolean isSinking(Measure drift) {
    return drift.value() > drift.allowed().high()
        && drift.interval().orElseThrow().low() > 0;
  }

  private static boolean shortRunsAgree(Measures measures) {
    return List.of(Measures.DIFFERENCE, Measures.DISTANCE, Measures.RATIO).stream()
        .allMatch(name -> measures.find(name).map(Measure::passed).orElse(false));
  }

  private static boolean isAbove(Measures measures, String name) {
    return measures
        .find(name)
        .filter(measure -> measure.value() > measure.allowed().high())
        .isPresent();
  }

  private static boolean isBelow(Measures measures, String name) {
    return measures
        .find(name)
        .filter(measure -> measure.value() < measure.allowed().low())
        .isPresent();
  }
}
