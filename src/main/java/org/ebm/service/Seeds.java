package org.ebm.service;

import org.apache.commons.rng.simple.RandomSource;

/** The one place where chance enters: a seed that nobody gave. It is printed and recorded. */
public final class Seeds {
  /** Largest seed drawn, plus one: short enough to type again. */
  private static final long BOUND = 1_000_000_000;

  private Seeds() {}

  public static long draw() {
    return Math.floorMod(RandomSource.createLong(), BOUND);
  }
}
