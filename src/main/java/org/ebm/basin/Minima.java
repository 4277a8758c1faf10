package org.ebm.basin;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.sampler.Init;

/** Local minima below proposals: for landscapes of few dimensions, where every minimum means something. */
@Kind("minima")
public record Minima(
    @Key(
        value = "proposals, each followed down to a local minimum",
        range = ">= 2",
        byDefault = "200")
    int states,

    @Key(
        value = "where the proposals are drawn; auto: data if there are any, else the box",
        byDefault = "auto")
    Optional<Init> init,

    @Key(
        value =
            "lowest and highest value of each dimension, [x_min, x_max, y_min, y_max, ...]: proposals are uniform in between",
        byDefault = "[]")
    List<Double> box)
    implements Search {
  public Minima {
    box = List.copyOf(box);
    if (box.size() % 2 != 0) {
      throw new ConfigException("box", "must hold two numbers for each dimension, got " + box);
    }
    for (int i = 0; i < box.size(); i += 2) {
      if (!(box.get(i) < box.get(i + 1))) {
        throw new ConfigException("box", "must be [x_min, x_max, ...] with min < max, got " + box);
      }
    }
    if (init.isPresent() && !box.isEmpty()) {
      throw new ConfigException("init", "and box exclude each other; leave one out");
    }
  }
}
