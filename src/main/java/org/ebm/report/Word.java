package org.ebm.report;

import org.ebm.diagnose.Density;
import org.ebm.diagnose.Verdict;

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
