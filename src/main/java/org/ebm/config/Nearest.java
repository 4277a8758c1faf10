package org.ebm.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word the user probably meant. */
public final class Nearest {
  private static final int FEW_EDITS = 2;

  private Nearest() {}

  /**
   * The known word with the fewest edits (insert, delete, replace a letter) from the given one, the first of equals. Empty if that takes more than 2
   * edits and more than a third of the given letters, or if no letter would stay.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    int allowed = Math.min(Math.max(FEW_EDITS, word.length() / 3), word.length() - 1);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(word, candidate)))
        .filter(candidate -> edits(word, candidate) <= allowed);
  }

  /** The end of a message about an unknown word: {@code , did you mean 'hmc'? (known: hmc, langevin)}. */
  static String hint(String word, Collection<String> known) {
    String nearest =
        to(word, known).map(candidate -> ", did you mean '" + candidate + "'?").orElse("");
    return nearest + known(known);
  }

  /** The words that would be right: {@code  (known: hmc, langevin)}. */
  static String known(Collection<String> known) {
    return known.isEmpty()
        ? "; no keys are allowed here"
        : " (known: " + String.join(", ", known) + ")";
  }

  /** Levenshtein distance, one row of the table at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
