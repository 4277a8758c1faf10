package org.ebm.diagnose;

import java.math.BigDecimal;
import java.math.MathContext;

/** Measured numbers in sentences: three digits are all that anyone acts on, and counts stay whole. */
final class Digits {
  private static final MathContext THREE = new MathContext(3);
  private static final double LEAST_PLAIN = 1e-4;
  private static final double LEAST_SCIENTIFIC = 1e9;

  private Digits() {}

  static String of(double number) {
    if (!Double.isFinite(number)) {
      return String.valueOf(number);
    }
    if (number == Math.rint(number) && Math.abs(number) < LEAST_SCIENTIFIC) {
      return String.valueOf(Math.round(number));
    }
    BigDecimal rounded = new BigDecimal(number).round(THREE).stripTrailingZeros();
    double size = Math.abs(number);
    return size >= LEAST_PLAIN && size < LEAST_SCIENTIFIC
        ? rounded.toPlainString()
        : rounded.toString();
  }
}
