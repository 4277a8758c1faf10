package org.ebm.restore;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;

/**
 * The most probable x of each posterior that is reached by descent: gradient steps from the chain that ended lowest, whose length is halved whenever one of them led upwards.
 *
 * @param posterior of all observations
 */
record MapSearch(Potential posterior, Compute compute) {
  private static final int ROUNDS = 40;
  private static final int STEPS = 25;

  /**
   * Searches.
   *
   * @param ends of all chains, (chains, shape...)
   * @param eps of the first steps
   * @return (observations, shape...)
   */
  FloatArray from(FloatArray ends, int observations, double eps) {
    try (Kernel kernel = Kernel.open(posterior, new Langevin(eps, 1, false), compute)) {
      ChainState all = kernel.init(posterior.inputs(List.of(), ends.rows()), ends);
      return descended(kernel, lowest(all, observations), eps);
    }
  }

  private static FloatArray lowest(ChainState ends, int observations) {
    int[] best = new int[observations];
    for (int i = 0; i < observations; i++) {
      best[i] = i;
      for (int chain = i; chain < ends.chains(); chain += observations) {
        if (ends.energy().values()[chain] < ends.energy().values()[best[i]]) {
          best[i] = chain;
        }
      }
    }
    return FloatArray.concat(Arrays.stream(best)
        .mapToObj(chain -> ends.position().slice(chain, chain + 1))
        .toList());
  }

  private FloatArray descended(Kernel kernel, FloatArray from, double eps) {
    EnergyInputs inputs = posterior.inputs(List.of(), from.rows());
    ChainState best = kernel.init(inputs, from);
    double step = eps;
    // no step is random, so the key says nothing
    RandomKey key = RandomKey.ofSeed(0);
    for (int round = 0; round < ROUNDS; round++) {
      ChainState next = kernel
          .with(new Langevin(step, 1, false))
          .run(inputs, best, STEPS, key)
          .state();
      boolean rose = false;
      for (int i = 0; i < from.rows(); i++) {
        rose |= !(next.energy().values()[i] <= best.energy().values()[i]);
      }
      best = rose ? better(best, next) : next;
      step = rose ? step / 2 : step;
    }
    return best.position();
  }

  /** Of each chain the lower state. */
  private static ChainState better(ChainState one, ChainState other) {
    int width = one.position().rowElements();
    float[] position = one.position().values().clone();
    float[] energy = one.energy().values().clone();
    float[] gradient = one.gradient().values().clone();
    for (int i = 0; i < energy.length; i++) {
      if (other.energy().values()[i] < energy[i]) {
        energy[i] = other.energy().values()[i];
        System.arraycopy(other.position().values(), i * width, position, i * width, width);
        System.arraycopy(other.gradient().values(), i * width, gradient, i * width, width);
      }
    }
    return new ChainState(
        new FloatArray(one.position().shape(), position),
        FloatArray.of(energy),
        new FloatArray(one.gradient().shape(), gradient));
  }
}
