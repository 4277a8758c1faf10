package org.ebm.sampler;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/** Chains start at uniform noise. */
@Kind("uniform")
public record UniformStart(
    @Key(
        value = "every element is uniform in [-scale, scale], data units",
        range = "> 0",
        byDefault = "1.0")
    double scale)
    implements Init {
  @Override
  public Starts open(Shape shape, Optional<Examples> data, RandomKey key) {
    return open(shape, Optional.empty(), data, key);
  }

  @Override
  public Starts open(Shape shape, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    return (n, drawKey) ->
        new Starts.Draw(Starts.measured(noise(shape, n, drawKey), units), new int[0]);
  }

  /** n states of a shape. */
  public FloatArray noise(Shape shape, int n, RandomKey key) {
    UniformRandomProvider generator = key.fold("uniform").generator();
    FloatArray noise = FloatArray.zeros(shape, n);
    for (int i = 0; i < noise.values().length; i++) {
      noise.values()[i] = (float) (scale * (2 * generator.nextDouble() - 1));
    }
    return noise;
  }
}
