package org.ebm.train;

import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Multiplied by a constant after each update, down to a floor: max(floor, initial decay^(step - 1)). */
@Kind("exponential")
public record Exponential(
    @Key(value = "factor per update", range = "> 0, <= 1") double decay,

    @Key(value = "smallest learning rate", range = ">= 0", byDefault = "0.0")
    double floor)
    implements Schedule {
  @Override
  public double rate(double initial, long step, long steps) {
    return Math.max(floor, initial * Math.pow(decay, step - 1));
  }
}
