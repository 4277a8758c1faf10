package org.ebm.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.ebm.base.Rounded;

/** Numbers as tables show them: few digits, the same in every country. */
final class ShortNumber {
  private static final double LEAST_PLAIN = 1e-4;
  private static final double LEAST_SCIENTIFIC = 1e7;
  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private ShortNumber() {}

  /** With four digits: {@code 0.03162}, {@code 1.2e-5}; a dash for NaN, infinities by their word. */
  static String of(double number) {
    return rounded(number, 4);
  }

  /** With two digits, for what is itself an estimate of an error. */
  static String rough(double number) {
    return rounded(number, 2);
  }

  private static String rounded(double number, int significant) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "–" : Rounded.by("%g", number);
    }
    double size = Math.abs(number);
    BigDecimal digits = new BigDecimal(number).round(new MathContext(significant));
    boolean plain = size == 0 || (size >= LEAST_PLAIN && size < LEAST_SCIENTIFIC);
    return new DecimalFormat(plain ? "#,##0.########" : "0.###E0", ENGLISH)
        .format(digits)
        .replace('E', 'e');
  }

  /** A whole number with its thousands apart: {@code 100,000}. */
  static String count(double number) {
    return new DecimalFormat("#,##0", ENGLISH).format(number);
  }
}
