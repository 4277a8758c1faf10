package org.ebm.objective;

import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.exception.MathIllegalStateException;

/** Several normal laws, fitted to the data by expectation-maximization: nearer to data of many modes than one, so a harder contrast. */
@Kind("mixture")
public record MixtureNoise(
    @Key(value = "normal laws", range = ">= 2", byDefault = "8")
    int components) implements Noise {
  /** Densities, not their logarithms, are what the fit works with: in more dimensions they underflow. */
  private static final int MOST_DIMENSIONS = 16;

  @Override
  public NoiseLaw open(Potential energy, Examples data, RandomKey key) {
    return NoiseLaw.of(fit(data, key));
  }

  NormalMixture fit(Examples data, RandomKey key) {
    int dimensions = data.shape().elements();
    if (dimensions < 2 || dimensions > MOST_DIMENSIONS) {
      throw new ConfigException(
          "objective.noise_contrastive.noise.mixture",
          "can be fitted in 2 to " + MOST_DIMENSIONS + " dimensions, and the data have "
              + dimensions + "; choose gaussian");
    }
    try {
      return NormalMixture.ofModes(Noise.examples(data, key), components);
    } catch (MathIllegalArgumentException | MathIllegalStateException e) {
      throw new ConfigException(
          "objective.noise_contrastive.noise.mixture.components",
          "no fit of " + components + " normal laws to the data (" + e.getMessage()
              + "); choose fewer, or gaussian");
    }
  }
}
