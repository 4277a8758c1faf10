package org.ebm.sample;

import java.util.Optional;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.LadderState;
import org.ebm.sampler.Metric;
import org.ebm.sampler.Sampler;

/**
 * Where the chains are after a number of steps.
 *
 * @param sampler that of the configuration, with the eps that a warm-up or a pilot found
 * @param metric in which the sampler's eps is; the state is in data units
 * @param ladder all rungs, of chains on a ladder: their state is that of its highest
 */
record ChainsAtStep(
    int step, ChainState state, Sampler sampler, Metric metric, Optional<LadderState> ladder) {
  /** Without a ladder. */
  ChainsAtStep(int step, ChainState state, Sampler sampler, Metric metric) {
    this(step, state, sampler, metric, Optional.empty());
  }

  /** On a ladder. */
  static ChainsAtStep on(LadderState ladder, Sampler sampler) {
    return new ChainsAtStep(
        Math.toIntExact(ladder.steps()),
        ladder.target(),
        sampler.withStepSize(ladder.targetLevel().stepSize()),
        Metric.NONE,
        Optional.of(ladder));
  }
}
