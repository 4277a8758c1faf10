package org.ebm.config;

import java.math.BigDecimal;
import java.math.MathContext;

/** Floating-point numbers as people write them: {@code 0.05}, {@code 1.0e-4}, {@code 100.0}. */
final class NumberText {
  private static final int MOST_DIGITS = 17;
  private static final double LEAST_PLAIN = 1e-3;
  private static final double LEAST_SCIENTIFIC = 1e7;

  private NumberText() {}

  /**
   * The fewest digits that read back as the same number, the same on every Java version ({@link Double#toString} is not).
   *
   * @param number finite
   */
  static String of(double number) {
    BigDecimal digits = shortest(number);
    double size = Math.abs(number);
    if (size == 0 || (size >= LEAST_PLAIN && size < LEAST_SCIENTIFIC)) {
      return withFraction(digits);
    }
    int exponent = digits.precision() - digits.scale() - 1;
    return withFraction(digits.movePointLeft(exponent)) + "e" + exponent;
  }

  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == number) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS)).stripTrailingZeros();
  }

  private static String withFraction(BigDecimal number) {
    return number.setScale(Math.max(1, number.scale())).toPlainString();
  }
}
