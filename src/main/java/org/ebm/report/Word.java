package org.ebm.report;

import org.ebm.diagnose.Density;
import org.ebm.diagnose.Verdict;
import org.ebm.run.DiagnosisRecord.Measure;

/**
 * An answer of a diagnosis on a page: with a sign and a tone of the stylesheet, as colour alone does not reach everyone.
 *
 * @param text the word itself
 */
record Word(String text, String sign, String tone) {
  static Word of(Verdict.Kind verdict) {
    return switch (verdict) {
      case CONVERGENT -> good(verdict);
      case NON_CONVERGENT, COLLAPSED -> bad(verdict);
      case INCONCLUSIVE -> unsure(verdict);
    };
  }

  static Word of(Density.Word density) {
    return switch (density) {
      case AGREES -> good(density);
      case DIFFERS -> bad(density);
      case UNDECIDED -> unsure(density);
    };
  }

  /** Whether a measure is in its band. */
  static Word of(Measure measure) {
    if (measure.passed().isEmpty()) {
      return new Word("no rule", "–", "none");
    }
    if (measure.passed().get()) {
      return good("passed");
    }
    return isUndecided(measure) ? unsure("undecided") : bad("failed");
  }

  /** An interval that reaches over an edge of its band. */
  private static boolean isUndecided(Measure measure) {
    double value = measure.value().orElse(Double.NaN);
    double low =
        measure.low().orElse(measure.high().isPresent() ? Double.NEGATIVE_INFINITY : value);
    double high =
        measure.high().orElse(measure.low().isPresent() ? Double.POSITIVE_INFINITY : value);
    return low <= measure.allowedHigh().orElse(Double.POSITIVE_INFINITY)
        && high >= measure.allowedLow().orElse(Double.NEGATIVE_INFINITY);
  }

  private static Word good(Object word) {
    return new Word(word.toString(), "✓", "good");
  }

  private static Word bad(Object word) {
    return new Word(word.toString(), "✗", "bad");
  }

  private static Word unsure(Object word) {
    return new Word(word.toString(), "?", "unsure");
  }

  Html html(String tag) {
    return Html.text(tag, sign + " " + text).with("class", "word " + tone);
  }
}
