package org.ebm.evaluate;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.sampler.FileStart;
import org.ebm.sampler.Starts;

/**
 * Samples to compare with data.
 *
 * @param source where they come from, as the report says it
 * @param points (n, shape...)
 */
public record Samples(String source, FloatArray points) {
  /** The states of a file, or the ends of a sample run's chains; refused unless there are two or more of the shape, all finite. */
  public static Samples read(FileStart file, Shape shape) {
    try {
      Starts states = file.open(Space.of(shape), Optional.empty(), RandomKey.ofSeed(0));
      if (states.limit() < 2) {
        throw new ConfigException(
            "", file.path() + ": must hold at least 2 samples, got " + states.limit());
      }
      FloatArray points = states.draw(states.limit(), RandomKey.ofSeed(0)).position();
      return new Samples(file.path().toString(), points);
    } catch (ConfigException e) {
      throw new ConfigException("samples", e.problems().get(0).message());
    }
  }
}
