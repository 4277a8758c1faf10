package org.ebm.base;

import java.util.Locale;

/** Numbers of things in sentences: {@code 1 chain}, {@code 1,000 chains}. */
public final class Counted {
  private Counted() {}

  /**
   * A number and its noun.
   *
   * @param one the noun in the singular, whose plural ends in s (es after s or x)
   */
  public static String of(long number, String one) {
    return String.format(Locale.ROOT, "%,d ", number) + noun(number, one);
  }

  /** Some of all, and a verb: {@code 1 of 20 chains is}, {@code 3 of 1,000 chains are}. */
  public static String some(long number, long all, String one) {
    return String.format(Locale.ROOT, "%,d of ", number)
        + of(all, one)
        + (number == 1 ? " is" : " are");
  }

  /** The noun alone, where the number stands elsewhere. */
  public static String noun(long number, String one) {
    String ending = one.matches(".*[sx]") ? "es" : "s";
    return number == 1 ? one : one + ending;
  }
}
