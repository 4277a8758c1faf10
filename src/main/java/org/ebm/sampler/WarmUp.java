package org.ebm.sampler;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;

/**
 * Finds eps for a sampler that rejects, and perhaps a metric, from the acceptance and the spread of all chains. Adapting chains have no stationary law, so what they pass through is discarded, and
 * what was found stays frozen after.
 * <p>A metric is found in three windows that end at 30 %, 50 % and 80 % of the steps, from the standard deviations over chains and steps of each, as in Stan (whose windows grow, too); the
 * rest is for eps alone.
 *
 * @param steps of every chain; 1.02^steps is how far two_percent can travel
 * @param acceptance the target; empty: {@link Sampler#targetAcceptance}
 */
public record WarmUp(
    @Key(value = "steps of every chain that adapt eps and are then discarded", range = ">= 1")
    int steps,

    @Key(
        value =
            "acceptance to aim at; auto: 0.574 for mala, 0.65 for hmc and underdamped, 0.8 for nuts, 0.234 for random_walk",
        range = "> 0, < 1",
        byDefault = "auto")
    Optional<Double> acceptance,

    @Key(
        value =
            "two_percent: eps goes 2 % up or down after each step; dual_averaging: as in Stan, finds it from far away; auto: two_percent, but with a metric dual_averaging",
        byDefault = "auto")
    Optional<Rule> rule,

    @Key(
        value =
            "diagonal: chains move in units of each element's standard deviation, to the nearest power of two, and eps is in these units; none: in data units",
        byDefault = "none")
    Precondition precondition) {
  /** How eps follows the acceptance. */
  public enum Rule {
    TWO_PERCENT,
    DUAL_AVERAGING
  }

  /** What the units of the chains' coordinates are. */
  public enum Precondition {
    NONE,
    DIAGONAL
  }

  private static final double SMALLEST = 1e-8;
  private static final double LARGEST = 1e8;
  /** Ends of the windows in which deviations are collected, as shares of the steps; the first begins with half of its steps gone. */
  private static final double[] WINDOWS = {0.3, 0.5, 0.8};

  private static final int FEWEST_FOR_METRIC = 50;

  public WarmUp {
    if (precondition == Precondition.DIAGONAL && steps < FEWEST_FOR_METRIC) {
      throw new ConfigException(
          "steps",
          "must be at least " + FEWEST_FOR_METRIC
              + " for precondition: diagonal, which looks at how wide the chains are, got "
              + steps);
    }
  }

  /** In data units, by two percent. */
  public WarmUp(int steps, Optional<Double> acceptance) {
    this(steps, acceptance, Optional.empty(), Precondition.NONE);
  }

  /**
   * What a warm-up leaves.
   *
   * @param kernel with the adapted sampler, in the metric's coordinates; shares the program of a kernel that was given
   * @param state the moved chains, in data units
   * @param stepSize eps of each step, (steps)
   * @param acceptance share of chains that accepted each step, (steps)
   */
  public record Result(
      Kernel kernel, ChainState state, double[] stepSize, double[] acceptance, Metric metric) {}

  /** Without a metric, in which a single loop does. */
  Result run(Kernel kernel, EnergyInputs inputs, ChainState start, RandomKey key) {
    return run(metric -> kernel, inputs, start, key);
  }

  /**
   * Moves the chains and adapts the kernel's sampler. The same arguments give the same result.
   *
   * @param kernels the loop in a metric's coordinates, first asked for that without one; the caller closes them
   * @throws ConfigException if the sampler never rejects
   * @throws EbmException diverged (exit 4) if eps leaves [1e-8, 1e8]
   */
  public Result run(
      Function<Metric, Kernel> kernels, EnergyInputs inputs, ChainState start, RandomKey key) {
    Kernel adapted = kernels.apply(Metric.NONE);
    Metric metric = Metric.NONE;
    StepSizeRule following = following(adapted.sampler());
    Deviations deviations = new Deviations();
    ChainState state = start;
    double[] stepSizes = new double[steps];
    double[] acceptances = new double[steps];
    for (int step = 0; step < steps; step++) {
      Transition transition = adapted.run(inputs, metric.into(state), 1, key.fold(step));
      state = metric.outOf(transition.state());
      stepSizes[step] = adapted.sampler().stepSize();
      acceptances[step] = Moments.of(transition.acceptance()).mean();
      double next = following.next(acceptances[step]);
      requireInRange(next, acceptances[step], step);
      if (isCollected(step)) {
        deviations.add(state.position());
      }
      if (endsWindow(step)) {
        Metric wider = Metric.of(deviations.values());
        next = following.frozen() * metric.narrowest() / wider.narrowest();
        following.restart(next);
        adapted = kernels.apply(wider);
        metric = wider;
        deviations = new Deviations();
      }
      adapted = adapted.with(adapted.sampler().withStepSize(next));
    }
    Sampler frozen = adapted.sampler().withStepSize(following.frozen());
    return new Result(adapted.with(frozen), state, stepSizes, acceptances, metric);
  }

  private StepSizeRule following(Sampler sampler) {
    double target = target(sampler);
    boolean averages =
        rule.map(Rule.DUAL_AVERAGING::equals).orElse(precondition == Precondition.DIAGONAL);
    return averages
        ? new StepSizeRule.DualAveraging(sampler.stepSize(), target)
        : new StepSizeRule.TwoPercent(sampler.stepSize(), target);
  }

  private int end(int window) {
    return (int) (WINDOWS[window] * steps);
  }

  private boolean isCollected(int step) {
    return precondition == Precondition.DIAGONAL
        && step >= end(0) / 2
        && step < end(WINDOWS.length - 1);
  }

  private boolean endsWindow(int step) {
    return precondition == Precondition.DIAGONAL
        && IntStream.range(0, WINDOWS.length).anyMatch(window -> step + 1 == end(window));
  }

  private double target(Sampler sampler) {
    OptionalDouble usual = sampler.targetAcceptance();
    if (usual.isEmpty()) {
      throw new ConfigException(
          "warm_up",
          KindName.of(sampler.getClass())
              + " accepts every step, so acceptance cannot tell its step_size; leave warm_up out, or choose mala, hmc, nuts, underdamped with adjusted: true, or random_walk");
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
