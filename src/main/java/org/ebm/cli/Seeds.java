package org.ebm.cli;

import java.security.SecureRandom;

/** The one place where chance enters: a seed that nobody gave. It is printed and recorded. */
final class Seeds {
  /** Largest seed drawn, plus one: short enough to type again. */
  private static final int BOUND = 1_000_000_000;

  private Seeds() {}

  static long draw() {
    byte[] bytes = new SecureRandom().generateSeed(Integer.BYTES);
    return Math.floorMod(java.nio.ByteBuffer.wrap(bytes).getInt(), BOUND);
  }
}
