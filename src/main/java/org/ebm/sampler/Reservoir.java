package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/**
 * Chains go on where one of all earlier ones ended: the buffer is a uniform sample of every end so far, old ones as likely as new ones, where {@link Replay} holds recent ones. It begins
 * empty; until a state is in it, and with a small probability ever after, a chain starts at fresh uniform noise.
 * <p>Sources: Vitter (1985), ACM Transactions on Mathematical Software 11(1), algorithm R; Du et al. (2021), ICML, section 3.4, for the use of it.
 */
@Kind("reservoir")
public record Reservoir(
    @Key(value = "most states in the buffer", range = ">= 1", byDefault = "10000")
    int size,

    @Key(
        value = "probability that a chain starts at fresh noise instead",
        range = ">= 0, <= 1",
        byDefault = "0.001")
    double rejuvenation,

    @Key(value = "half-width of the uniform noise, data units", range = "> 0", byDefault = "1.0")
    double scale)
    implements Init {
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
    throw new ConfigException(
        "init.reservoir",
        "holds states of any class; choose persistent, uniform or gaussian for an energy that is told labels");
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    new UniformStart(scale).requireFit("init.reservoir.scale", space);
    return new ReservoirBuffer(this, space, units, key.fold("reservoir"));
  }
}
