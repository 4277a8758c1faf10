package org.ebm.sample;

import org.ebm.sampler.ChainState;
import org.ebm.sampler.Sampler;

/**
 * Where the chains are after a number of steps.
 *
 * @param sampler that of the configuration, with the eps that a warm-up found
 */
record ChainsAtStep(int step, ChainState state, Sampler sampler) {}
