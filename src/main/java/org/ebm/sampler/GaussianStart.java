package org.ebm.sampler;

import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/** Chains start at normal noise. */
@Kind("gaussian")
public record GaussianStart(
    @Key(
        value = "standard deviation of every element, data units",
        range = "> 0",
        byDefault = "1.0")
    double scale)
    implements Init {
  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    requireReal("init.gaussian", space);
    return (n, drawKey) ->
        new Starts.Draw(Starts.measured(noise(space.shape(), n, drawKey), units), new int[0]);
  }

  /** Refuses spaces that hold no normal noise. */
  static void requireReal(String key, Space space) {
    if (space.support() != Support.REAL) {
      throw new ConfigException(
          key,
          "is normal noise, and the x of this energy are " + space.support().words()
              + "; choose uniform or data");
    }
  }

  /** So many states, (n, shape...). */
  public FloatArray noise(Shape shape, int n, RandomKey key) {
    return noise(FloatArray.zeros(shape, n), key);
  }

  /** As much as another array. */
  FloatArray noise(FloatArray like, RandomKey key) {
    var normal = ZigguratSampler.NormalizedGaussian.of(key.fold("gaussian").generator());
    FloatArray noise = new FloatArray(like.shape(), new float[like.values().length]);
    for (int i = 0; i < noise.values().length; i++) {
      noise.values()[i] = (float) (scale * normal.sample());
    }
    return noise;
  }
}
