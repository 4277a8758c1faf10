package org.ebm.objective;

import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.energy.Network;
import org.ebm.sampler.Compute;

/** How the parameters of an energy get a gradient. */
public sealed interface Objective permits MaximumLikelihood {
  /**
   * Compiles the gradient program.
   *
   * @param key for first states, such as a bank's
   */
  GradientEstimator open(Network energy, Examples data, Compute compute, RandomKey key);
}
