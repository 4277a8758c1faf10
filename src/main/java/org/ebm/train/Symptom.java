package org.ebm.train;

import java.util.Locale;

/**
 * Why an update is taken for divergence.
 *
 * @param name of the rule: a metric's, or {@code non_finite}, {@code expansion}, {@code collapse}
 * @param value what was seen; NaN where it is no number
 * @param limit what it should not have passed; NaN where there is none
 * @param text the same in words, without the update's number
 */
public record Symptom(String name, double value, double limit, String text) {
  static Symptom nonFinite(String text) {
    return new Symptom("non_finite", Double.NaN, Double.NaN, text);
  }

  /** @param limit with what it is, such as "10 times the highest of the last 50 updates" */
  static Symptom above(String name, double value, double limit, String what) {
    return new Symptom(
        name,
        value,
        limit,
        String.format(Locale.ROOT, "%s is %.3g, above %.3g: %s", name, value, limit, what));
  }
}
