package org.ebm.study;

import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Potential;
import org.ebm.objective.Jumps;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Mala;

/**
 * Takes chains of points from mode to mode: jumps to draws of normal laws that were fitted to data, accepted by the rule of Metropolis and Hastings, and Metropolis-adjusted steps
 * between them. Both leave exp(-U) as it is, so chains that had its law within their basins get its weights of basins too, as far as data lie in these.
 */
final class Crossing implements AutoCloseable {
  private static final int ROUNDS = 40;
  private static final int STEPS = 10;
  private static final int LAWS = 16;

  /** In which the laws are fitted: whatever numbers data are measured in, coordinates are of one size. */
  private final Units units;

  private final Jumps.Proposals proposals;
  private final Kernel kernel;

  private Crossing(Units units, Jumps.Proposals proposals, Kernel kernel) {
    this.units = units;
    this.proposals = proposals;
    this.kernel = kernel;
  }

  /**
   * Fits the proposals; empty for what is no point of a few real coordinates, each of which varies.
   *
   * @param stepSize eps of the steps between
   */
  static Optional<Crossing> open(
      Potential energy, Examples data, double stepSize, Compute compute, RandomKey key) {
    if (!(data.space().isOfRealPoints() && Jumps.canBe(data.shape()))) {
      return Optional.empty();
    }
    FloatArray examples = data.batch(Jumps.EXAMPLES, key.fold("examples"));
    if (!Jumps.canFit(examples)) {
      return Optional.empty();
    }
    Units units = Moments.units(examples);
    return Optional.of(new Crossing(
        units,
        new Jumps(LAWS).fitted(units.toStandard(examples), key),
        Kernel.open(energy, new Mala(stepSize, 1), compute)));
  }

  /**
   * Chains afterwards.
   *
   * @param half U after half of the rounds, (n)
   * @param end where they are then
   * @param accepted share of the jumps
   */
  record Crossed(float[] half, ChainState end, double accepted) {}

  /** From the ends of adjusted chains, (n, d). */
  Crossed from(FloatArray ends, RandomKey key) {
    ChainState state = kernel.init(List.of(), ends);
    float[] half = state.energy().values();
    double accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      RandomKey own = key.fold(round);
      Jumps.Proposals.Moved moved = proposals.moved(
          position -> kernel.init(List.of(), units.toData(position)).energy().values(),
          units.toStandard(state.position()),
          own.fold("jump"));
      accepted += moved.accepted() / ROUNDS;
      ChainState jumped = kernel.init(List.of(), units.toData(moved.position()));
      state = kernel.run(List.of(), jumped, STEPS, own.fold("steps")).state();
      half = round < ROUNDS / 2 ? state.energy().values() : half;
    }
    return new Crossed(half, state, accepted);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
