package org.ebm.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringTokenizer;
import org.ebm.base.EbmException;

/** The words of a text file of numbers, one after the other, without comments ({@code #} to the end of a line). Damaged (exit 65) where a word is not what is wanted. */
final class Words {
  private final Path file;
  private final Deque<String> words = new ArrayDeque<>();

  Words(Path file, String text) {
    this.file = file;
    text.lines().forEach(line -> {
      int comment = line.indexOf('#');
      String content = comment < 0 ? line : line.substring(0, comment);
      for (StringTokenizer each = new StringTokenizer(content, " \t,;"); each.hasMoreTokens(); ) {
        words.add(each.nextToken());
      }
    });
  }

  static Words of(Path file) {
    try {
      return new Words(file, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
  }

  /** How many are left. */
  int left() {
    return words.size();
  }

  /** @param what it is for a message: {@code y of vertex 3} */
  String next(String what) {
    String word = words.poll();
    if (word == null) {
      throw EbmException.damaged(file, "ends before " + what);
    }
    return word;
  }

  float number(String what) {
    String word = next(what);
    try {
      float value = Float.parseFloat(word);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw EbmException.damaged(file, what + " is no number, got '" + word + "'");
    }
    throw EbmException.damaged(file, what + " is not finite, got '" + word + "'");
  }

  /** A whole number from 0 to most. */
  int whole(String what, int most) {
    String word = next(what);
    try {
      int value = Integer.parseInt(word);
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw EbmException.damaged(file, what + " is no whole number, got '" + word + "'");
    }
    throw EbmException.damaged(file, what + " must be from 0 to " + most + ", got " + word);
  }
}
