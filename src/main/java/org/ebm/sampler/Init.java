package org.ebm.sampler;

import org.ebm.base.RandomKey;
import org.ebm.data.Examples;

/** Where chains start. */
public sealed interface Init permits Data, Gaussian, Persistent, Uniform {
  /**
   * Makes the running thing.
   *
   * @param data gives the shape, and the states of starts from data
   * @param key for a bank's first states
   */
  Starts open(Examples data, RandomKey key);
}
