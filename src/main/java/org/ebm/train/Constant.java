package org.ebm.train;

/** The learning rate never changes. */
public record Constant() implements Schedule {
  @Override
  public double rate(double initial, long step, long steps) {
    return initial;
  }
}
