package org.ebm.sample;

import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.KindName;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;

/** What is said, with exit code 4, of chains that are NaN or infinite. */
final class NonFinite {
  private NonFinite() {}

  static EbmException starts(SampleConfig config, ChainState state) {
    String init = config.init().map(kind -> KindName.of(kind.getClass())).orElse("data");
    return new EbmException(
        ExitCode.DIVERGED,
        "at the start " + Counted.some(state.nonFinite(), state.chains(), "chain")
            + " at non-finite energy or gradient (init: " + init
            + "); start them where U is finite (another init, or a smaller scale), or mend the energy there");
  }

  static EbmException chains(ChainsAtStep reached, RunDirectory run) {
    ChainState state = reached.state();
    return new EbmException(
        ExitCode.DIVERGED,
        "step " + reached.step() + ": " + Counted.some(state.nonFinite(), state.chains(), "chain")
            + " non-finite (step_size " + reached.sampler().stepSize()
            + "); lower sampler step_size; states so far are in " + run.file(StatesOverTime.FILE));
  }
}
