package org.ebm.sampler;

import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;

/**
 * Finds eps for a sampler that rejects: after each step eps grows by 2 % if a running average of the acceptance (weight 0.9, over all chains) is above
 * the target, and shrinks by 2 % otherwise. Adapting chains have no stationary law, so what they pass through is discarded and eps stays frozen after.
 * Source: the rule of Song et al. (2019), Sliced Score Matching, for all chains at once.
 *
 * @param steps of every chain; 1.02^steps is how far eps can travel
 * @param acceptance the target; empty: {@link Sampler#targetAcceptance}
 */
public record WarmUp(
    @Key(value = "steps of every chain that adapt eps and are then discarded", range = ">= 1")
    int steps,

    @Key(
        value =
            "acceptance to aim at; auto: 0.574 for mala, 0.65 for hmc and underdamped, 0.234 for random_walk",
        range = "> 0, < 1",
        byDefault = "auto")
    Optional<Double> acceptance) {
  private static final double WEIGHT = 0.9;
  private static final double GROW = 1.02;
  private static final double SHRINK = 0.98;
  private static final double SMALLEST = 1e-8;
  private static final double LARGEST = 1e8;

  /**
   * What a warm-up leaves.
   *
   * @param kernel with the adapted sampler; shares the program of the kernel that was given
   * @param state the moved chains
   * @param stepSize eps of each step, (steps)
   * @param acceptance share of chains that accepted each step, (steps)
   */
  public record Result(Kernel kernel, ChainState state, double[] stepSize, double[] acceptance) {}

  /**
   * Moves the chains and adapts the kernel's sampler. The same arguments give the same result.
   *
   * @throws ConfigException if the sampler never rejects
   * @throws EbmException diverged (exit 4) if eps leaves [1e-8, 1e8]
   */
  public Result run(Kernel kernel, EnergyInputs inputs, ChainState start, RandomKey key) {
    double target = target(kernel.sampler());
    Kernel adapted = kernel;
    ChainState state = start;
    double average = target;
    double[] stepSizes = new double[steps];
    double[] acceptances = new double[steps];
    for (int step = 0; step < steps; step++) {
      Transition transition = adapted.run(inputs, state, 1, key.fold(step));
      state = transition.state();
      stepSizes[step] = adapted.sampler().stepSize();
      acceptances[step] = Moments.of(transition.acceptance()).mean();
      average = WEIGHT * average + (1 - WEIGHT) * acceptances[step];
      double next = stepSizes[step] * (average > target ? GROW : SHRINK);
      requireInRange(next, average, step);
      adapted = adapted.with(adapted.sampler().withStepSize(next));
    }
    return new Result(adapted, state, stepSizes, acceptances);
  }

  private double target(Sampler sampler) {
    OptionalDouble usual = sampler.targetAcceptance();
    if (usual.isEmpty()) {
      throw new ConfigException(
          "warm_up",
          KindName.of(sampler.getClass())
              + " accepts every step, so acceptance cannot tell its step_size; leave warm_up out, or choose mala, hmc, underdamped with adjusted: true, or random_walk");
    }
    return acceptance.orElse(usual.getAsDouble());
  }

  private static void requireInRange(double stepSize, double average, int step) {
    if (!(stepSize >= SMALLEST && stepSize <= LARGEST)) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "warm-up step " + step + ": step_size " + stepSize + " left [" + SMALLEST + ", " + LARGEST
              + "] at acceptance " + average
              + "; the chains are at non-finite energies, or the energy is flat: start them elsewhere");
    }
  }
}
