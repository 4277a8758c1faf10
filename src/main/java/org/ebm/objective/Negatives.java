package org.ebm.objective;

import org.ebm.sampler.Init;
import org.ebm.sampler.Sampler;

/**
 * How an objective draws samples of the model in an update.
 *
 * @param steps L, chain steps
 * @param init where the chains start
 */
public record Negatives(Sampler sampler, int steps, Init init) {}
