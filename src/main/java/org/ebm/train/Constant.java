package org.ebm.train;

import org.ebm.config.Kind;

/** The learning rate never changes. */
@Kind("constant")
public record Constant() implements Schedule {
  @Override
  public double rate(double initial, long step, long steps) {
    return initial;
  }
}
