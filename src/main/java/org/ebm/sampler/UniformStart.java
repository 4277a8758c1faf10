package org.ebm.sampler;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/** Chains start at uniform noise; where elements take few values, at each with the same probability. */
@Kind("uniform")
public record UniformStart(
    @Key(
        value = "every element is uniform in [-scale, scale], data units",
        range = "> 0",
        byDefault = "1.0")
    double scale)
    implements Init {
  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    requireFit("init.uniform.scale", space);
    return (n, drawKey) ->
        new Starts.Draw(Starts.measured(noise(space, n, drawKey), units), new int[0]);
  }

  /** Refuses a width where elements take few values. */
  void requireFit(String key, Space space) {
    if (space.support() != Support.REAL && scale != 1) {
      throw new ConfigException(
          key,
          "has no meaning for " + space.support().words() + ", got " + scale + "; leave it out");
    }
  }

  /** n states of a space. */
  public FloatArray noise(Space space, int n, RandomKey key) {
    UniformRandomProvider generator = key.fold("uniform").generator();
    FloatArray noise = FloatArray.zeros(space.shape(), n);
    Support support = space.support();
    float[] values = support == Support.REAL ? new float[0] : support.numbers();
    for (int i = 0; i < noise.values().length; i++) {
      double number = 2 * generator.nextDouble() - 1;
      noise.values()[i] = switch (support) {
        case REAL -> (float) (scale * number);
        case SPIN, BIT -> number < 0 ? values[0] : values[1];
        case GREY -> values[(int) ((number + 1) / 2 * values.length)];
      };
    }
    return noise;
  }
}
