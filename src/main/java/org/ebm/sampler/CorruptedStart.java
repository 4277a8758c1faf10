package org.ebm.sampler;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/** Chains start at data that were spoilt: what a memory recalls from. */
@Kind("corrupted")
public record CorruptedStart(
    @Key(
        value = "share of the elements, drawn at random, that take the other of their two values",
        range = ">= 0, <= 1",
        byDefault = "0.1")
    double flipped,

    @Key(
        value =
            "share of the elements, the last ones (the lower part of a picture), that are drawn anew from noise",
        range = ">= 0, <= 1",
        byDefault = "0.0")
    double masked)
    implements Init {
  @Override
  public boolean isFromData() {
    return true;
  }

  @Override
  public void requireFitForLabels() {
    throw DataStart.ofAnyClass("init.corrupted", "draws data of");
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    if (flipped > 0 && !space.support().isBinary()) {
      throw new ConfigException(
          "init.corrupted.flipped",
          "must be 0 for " + space.support().words() + ", which have no other value, got " + flipped
              + "; set it to 0 and masked to a share");
    }
    Starts clean = new DataStart().open(space, data, key);
    return (n, drawKey) -> {
      FloatArray position = clean.draw(n, drawKey).position();
      spoil(space, position, drawKey.fold("corrupted"));
      return new Starts.Draw(position, new int[0]);
    };
  }

  private void spoil(Space space, FloatArray position, RandomKey key) {
    int width = position.rowElements();
    int flips = (int) Math.round(flipped * width);
    int kept = width - (int) Math.round(masked * width);
    FloatArray noise = new UniformStart(1).noise(space, position.rows(), key.fold("masked"));
    UniformRandomProvider generator = key.fold("flipped").generator();
    float both = flips == 0 ? 0 : space.support().low() + space.support().high();
    for (int row = 0; row < position.rows(); row++) {
      int from = row * width;
      int[] order = PermutationSampler.natural(width);
      PermutationSampler.shuffle(generator, order);
      for (int i = 0; i < flips; i++) {
        int at = from + order[i];
        position.values()[at] = both - position.values()[at];
      }
      System.arraycopy(noise.values(), from + kept, position.values(), from + kept, width - kept);
    }
  }
}
