package org.ebm.sample;

import java.util.Optional;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.LadderState;
import org.ebm.sampler.Sampler;

/**
 * Where the chains are after a number of steps.
 *
 * @param sampler that of the configuration, with the eps that a warm-up or a pilot found
 * @param ladder all rungs, of chains on a ladder: their state is that of its highest
 */
record ChainsAtStep(int step, ChainState state, Sampler sampler, Optional<LadderState> ladder) {
  /** Without a ladder. */
  ChainsAtStep(int step, ChainState state, Sampler sampler) {
    this(step, state, sampler, Optional.empty());
  }

  /** On a ladder. */
  static ChainsAtStep on(LadderState ladder, Sampler sampler) {
    return new ChainsAtStep(
        Math.toIntExact(ladder.steps()),
        ladder.target(),
        sampler.withStepSize(ladder.targetLevel().stepSize()),
        Optional.of(ladder));
  }
}
