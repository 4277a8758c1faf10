package org.ebm.objective;

import org.ebm.base.RandomKey;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;

/** One normal law with the data's mean and covariance. */
@Kind("gaussian")
public record NormalNoise() implements Noise {
  @Override
  public NoiseLaw open(Potential energy, Examples data, RandomKey key) {
    return NoiseLaw.of(fit(data, key));
  }

  NormalMixture fit(Examples data, RandomKey key) {
    return NormalMixture.ofMoments(Noise.examples(data, key));
  }
}
