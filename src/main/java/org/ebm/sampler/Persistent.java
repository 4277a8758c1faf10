package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/**
 * Chains go on where they ended: a bank of states of which every update draws some, moves them and puts them back. Never refreshed. Source: Tieleman
 * (2008), ICML; Nijkamp et al. (2020), section 3.3.
 */
@Kind("persistent")
public record Persistent(
    @Key(value = "first states of the bank", byDefault = "uniform")
    Fill fill,

    @Key(value = "states in the bank", range = ">= 1", byDefault = "10000")
    int chains,

    @Key(
        value =
            "half-width (uniform) or standard deviation (gaussian) of the first states, data units",
        range = "> 0",
        byDefault = "1.0")
    double scale)
    implements Init {
  /** What a bank holds at first. */
  public enum Fill {
    UNIFORM,
    GAUSSIAN,
    DATA
  }

  @Override
  public boolean keepsChains() {
    return true;
  }

  @Override
  public int most() {
    return chains;
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    return new PersistentChains(first(space, units, data, key.fold("bank")));
  }

  private FloatArray first(
      Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    new UniformStart(scale).requireFit("init.persistent.scale", space);
    if (fill == Fill.GAUSSIAN) {
      GaussianStart.requireReal("init.persistent.fill", space);
    }
    return switch (fill) {
      case UNIFORM -> Starts.measured(new UniformStart(scale).noise(space, chains, key), units);
      case GAUSSIAN ->
        Starts.measured(new GaussianStart(scale).noise(space.shape(), chains, key), units);
      case DATA -> new DataStart().open(space, data, key).draw(chains, key).position();
    };
  }
}
