package org.ebm.base;

import java.util.Locale;

/** Measured numbers for people, few digits. */
public final class Rounded {
  private Rounded() {}

  /**
   * A number, or words for what is none: {@code -} for NaN, {@code infinite}, {@code -infinite}.
   *
   * @param format of java.util.Formatter, for one double, without a width
   */
  public static String by(String format, double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "infinite" : "-infinite";
    }
    return String.format(Locale.ROOT, format, number);
  }
}
