package org.ebm.generate;

import java.util.List;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;

/** x = M(z): the end of K steps from the start that noise z is. The same key has the same noise in its steps, row by row. Source: Nijkamp et al. (2019), NeurIPS, section 3. */
final class ShortChain implements AutoCloseable {
  private final Potential energy;
  private final NoiseSource source;
  private final Kernel kernel;
  private final int steps;

  /** @param steps K */
  ShortChain(Sampler sampler, int steps, Potential energy, NoiseSource source, Compute compute) {
    this.energy = energy;
    this.source = source;
    this.kernel = Kernel.open(energy, sampler, compute);
    this.steps = steps;
  }

  /**
   * @param noise (n, ...)
   * @return (n, example)
   * @throws EbmException diverged (exit 4) if an example is not finite
   */
  FloatArray examples(FloatArray noise, RandomKey key) {
    EnergyInputs inputs = energy.inputs(List.of(), noise.rows());
    ChainState start = kernel.init(inputs, source.starts(noise));
    ChainState end = kernel.run(inputs, start, steps, key).state();
    if (end.nonFinite() > 0) {
      throw new EbmException(
          ExitCode.DIVERGED,
          Counted.some(end.nonFinite(), end.chains(), "chain") + " non-finite after "
              + Counted.of(steps, "step") + " from " + source.words() + " (step_size "
              + kernel.sampler().stepSize()
              + "); lower sampler step_size, or take the start that the model was learned with");
    }
    return end.position();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
