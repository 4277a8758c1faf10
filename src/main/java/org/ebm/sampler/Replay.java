package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/**
 * Chains go on where earlier ones ended, or now and then begin anew: each starts at a random state of a buffer, and with a small probability at fresh uniform noise. Ends go
 * back to the buffer. Source: Du and Mordatch (2019), NeurIPS, section 3.1; Tieleman (2008), ICML, is the case without rejuvenation.
 */
@Kind("replay")
public record Replay(
    @Key(
        value = "states in the buffer, uniform noise at first",
        range = ">= 1",
        byDefault = "10000")
    int size,

    @Key(
        value = "probability that a chain starts at fresh noise instead",
        range = ">= 0, <= 1",
        byDefault = "0.05")
    double rejuvenation,

    @Key(
        value =
            "where ends go: same_rows: to the rows that the chains were drawn from, fresh ones too; ring: over the oldest states",
        byDefault = "same_rows")
    WriteBack writeBack,

    @Key(value = "half-width of the uniform noise, data units", range = "> 0", byDefault = "1.0")
    double scale)
    implements Init {
  /** Which states of the buffer an update's ends replace. */
  public enum WriteBack {
    SAME_ROWS,
    RING
  }

  @Override
  public boolean keepsChains() {
    return true;
  }

  @Override
  public int most() {
    return size;
  }

  @Override
  public void requireFitForLabels() {
    if (writeBack == WriteBack.RING) {
      throw new ConfigException(
          "init.replay.write_back",
          "must be same_rows for an energy that is told labels: each row of the buffer has a class");
    }
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    UniformStart noise = new UniformStart(scale);
    noise.requireFit("init.replay.scale", space);
    FloatArray first = Starts.measured(noise.noise(space, size, key.fold("bank")), units);
    return new ReplayBuffer(this, space, units, first);
  }
}
