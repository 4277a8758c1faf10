package org.ebm.sample;

import org.ebm.sampler.ChainState;

/** Where the chains are after a number of steps. */
record Reached(int step, ChainState state) {}
