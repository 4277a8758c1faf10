package org.ebm.train;

import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Falls on a straight line from the initial rate at the first update to a share of it at the last. */
@Kind("linear")
public record Linear(
    @Key(value = "learning rate of the last update as a share of the first", range = ">= 0, <= 1")
    double last)
    implements Schedule {
  @Override
  public double rate(double initial, long step, long steps) {
    double progress = steps == 1 ? 1 : (step - 1) / (double) (steps - 1);
    return initial * (1 + (last - 1) * progress);
  }
}
