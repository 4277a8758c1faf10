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
 * Chains start at data, data noise included. In an update that is the same batch whose energy is lowered, the form of contrastive divergence, or a fresh one.
 * Source: Hinton (2002), Neural Computation 14(8); Nijkamp et al. (2020), section 3.3, for fresh ones.
 */
@Kind("data")
public record DataStart(
    @Key(
        value =
            "in an update: true: at the update's own examples (contrastive divergence); false: at fresh ones",
        byDefault = "false")
    boolean sameBatch)
    implements Init {
  /** At fresh examples. */
  public DataStart() {
    this(false);
  }

  @Override
  public boolean isFromData() {
    return true;
  }

  @Override
  public void requireFitForLabels() {
    if (!sameBatch) {
      throw new ConfigException(
          "init.data.same_batch",
          "must be true for an energy that is told labels: fresh examples have others; or choose persistent, uniform or gaussian");
    }
  }

  /** What starts around data of any class are for an energy that is told labels. */
  static ConfigException ofAnyClass(String key, String words) {
    return new ConfigException(
        key,
        words
            + " any class; choose persistent, uniform or gaussian for an energy that is told labels");
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    Examples examples = data.orElseThrow();
    return (n, drawKey) -> {
      FloatArray batch = examples.batch(n, drawKey);
      space.require("data", batch);
      return new Starts.Draw(batch, new int[0]);
    };
  }
}
