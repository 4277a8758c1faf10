package org.ebm.sampler;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Bennett;
import org.ebm.diagnose.Moments;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;

/**
 * Chains that move on all rungs of a ladder and swap between neighbours. A step's random numbers depend on the key and the step's number only, so however many steps are taken in a call,
 * and by however many workers, states are the same; a chain does not depend on the number of chains.
 */
public final class Ladder implements AutoCloseable {
  private final Rungs rungs;
  private final ReplicaExchange how;
  private final double firstStepSize;

  private Ladder(Rungs rungs, ReplicaExchange how, double firstStepSize) {
    this.rungs = rungs;
    this.how = how;
    this.firstStepSize = firstStepSize;
  }

  /**
   * Compiles the moves.
   *
   * @param inputs what the energy is told
   * @param sampler one that is not {@link ReplicaExchange#unfit}
   * @param examples of the data, if there are any
   * @throws org.ebm.base.ConfigException if sampler or reference do not fit the energy
   */
  public static Ladder open(
      Potential energy,
      EnergyInputs inputs,
      Sampler sampler,
      ReplicaExchange how,
      Optional<FloatArray> examples,
      Compute compute) {
    how.reference().requireFit(energy.space());
    Rungs rungs = sampler.followsGradients()
        ? TemperedRungs.open(
            energy, inputs, sampler, how.reference().open(energy.shape(), examples), compute)
        : DiscreteRungs.open(energy, inputs, sampler, how.reference().beginsAtZero(), compute);
    return new Ladder(rungs, how, sampler.stepSize());
  }

  Rungs rungs() {
    return rungs;
  }

  /** The same ladder of an energy of this kind that is told something else, such as newer parameters; of this one, which stays open. */
  Ladder told(EnergyInputs inputs) {
    return new Ladder(rungs.told(inputs), how, firstStepSize);
  }

  /**
   * What some steps gave.
   *
   * @param target of the chains on the energy itself: norms and acceptances of their moves are means over the steps
   * @param acceptances for each rung the mean over chains and steps
   * @param swapRates for each pair of neighbours the mean probability of a swap over chains and steps
   * @param lower for each pair and chain the mean over the steps of f at the lower rung, for {@link Bennett}
   * @param upper the same at the upper rung
   */
  public record Moved(
      LadderState state,
      Transition target,
      double[] acceptances,
      double[] swapRates,
      float[][] lower,
      float[][] upper) {}

  /**
   * Finds levels, step sizes and shifts.
   *
   * @param start where the chains of all rungs begin, (n, ...)
   * @throws org.ebm.base.ConfigException if no reasonable number of rungs connects the ends
   */
  public LadderState pilot(FloatArray start, RandomKey key) {
    return new LadderPilot(rungs, how, key).run(rungs.init(start), firstStepSize);
  }

  /** log Z at the lowest rung; empty where it is not known. */
  public OptionalDouble logReference() {
    return rungs.logReference();
  }

  /** What a pilot found, for people. */
  public String found(LadderState state) {
    String count = Counted.of(state.levels().size(), "rung");
    int moves = rungs.isExact(state.levels().get(0)) ? 1 : 0;
    return rungs.targetAcceptance().isEmpty()
        ? count
        : String.format(
            Locale.ROOT,
            "%s, step_size %.4g at the lowest that moves, %.4g at the energy",
            count,
            state.levels().get(moves).stepSize(),
            state.targetLevel().stepSize());
  }

  /** Takes some steps, at least 1. */
  public Moved run(LadderState from, int steps, RandomKey key) {
    List<Level> levels = from.levels();
    List<ChainState> states = from.rungs();
    List<float[]> visited = from.visited().stream().map(float[]::clone).toList();
    Travels travels = new Travels();
    Means means = new Means(from, steps);
    for (long step = from.steps(); step < from.steps() + steps; step++) {
      RandomKey own = key.fold(step);
      List<Transition> moved = rungs.move(levels, states, how.moves(), own.fold("move"));
      states = moved.stream().map(Transition::state).toList();
      List<Works> works = rungs.works(levels, states);
      means.add(moved, works);
      Swaps.everySecond((int) (step % 2), states, works, visited, own.fold("swap"));
      travels.look(visited);
    }
    LadderState reached = new LadderState(
        levels,
        from.shifts(),
        states,
        visited,
        from.steps() + steps,
        from.restarts() + travels.restarts(),
        from.roundTrips() + travels.roundTrips());
    return means.moved(reached);
  }

  /** Sums over the steps of a call. */
  private static final class Means {
    private final LadderState from;
    private final int steps;
    private final double[] acceptances;
    private final double[] swapRates;
    private final double[][] lower;
    private final double[][] upper;
    private final double[] gradientNorm;
    private final double[] acceptance;

    Means(LadderState from, int steps) {
      int chains = from.target().chains();
      int pairs = from.levels().size() - 1;
      this.from = from;
      this.steps = steps;
      this.acceptances = new double[pairs + 1];
      this.swapRates = new double[pairs];
      this.lower = new double[pairs][chains];
      this.upper = new double[pairs][chains];
      this.gradientNorm = new double[chains];
      this.acceptance = new double[chains];
    }

    void add(List<Transition> moved, List<Works> works) {
      for (int rung = 0; rung < acceptances.length; rung++) {
        acceptances[rung] += Moments.of(moved.get(rung).acceptance()).mean() / steps;
      }
      Transition target = moved.get(moved.size() - 1);
      for (int chain = 0; chain < acceptance.length; chain++) {
        gradientNorm[chain] += target.gradientNorm()[chain];
        acceptance[chain] += target.acceptance()[chain];
      }
      for (int pair = 0; pair < swapRates.length; pair++) {
        double shift = from.shifts().get(pair);
        Works at = works.get(pair);
        for (int chain = 0; chain < acceptance.length; chain++) {
          swapRates[pair] += at.swap()[chain];
          lower[pair][chain] += Bennett.below(at.lower()[chain], shift);
          upper[pair][chain] += Bennett.above(at.upper()[chain], shift);
        }
      }
    }

    Moved moved(LadderState reached) {
      for (int pair = 0; pair < swapRates.length; pair++) {
        swapRates[pair] /= (double) steps * acceptance.length;
      }
      Transition target = new Transition(reached.target(), mean(gradientNorm), mean(acceptance));
      return new Moved(reached, target, acceptances, swapRates, mean(lower), mean(upper));
    }

    private float[][] mean(double[][] sums) {
      float[][] means = new float[sums.length][];
      for (int i = 0; i < sums.length; i++) {
        means[i] = mean(sums[i]);
      }
      return means;
    }

    private float[] mean(double[] sums) {
      float[] means = new float[sums.length];
      for (int i = 0; i < sums.length; i++) {
        means[i] = (float) (sums[i] / steps);
      }
      return means;
    }
  }

  @Override
  public void close() {
    rungs.close();
  }
}
