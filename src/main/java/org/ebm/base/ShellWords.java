package org.ebm.base;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Command lines as a shell takes them. Every command that a message offers for pasting is made here: names of files hold spaces, quotes and worse, and a
 * line that does not work when it is pasted is no advice.
 */
public final class ShellWords {
  /** What no shell changes. A word that begins with a tilde is none of these: it would become somebody's home. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_@%+=:,./-][A-Za-z0-9_@%+=:,./~-]*");

  private ShellWords() {}

  /**
   * A command of this program, called as the user called it: {@code ./ebm train --resume --run-dir 'my runs/1'}.
   *
   * @param words after the program's own; a {@link Path} never becomes an option, whatever its name
   */
  public static String ebm(Object... words) {
    return Stream.concat(
            Stream.of(System.getProperty("ebm.command", "ebm")).map(ShellWords::quoted),
            Stream.of(words).map(ShellWords::word))
        .collect(Collectors.joining(" "));
  }

  /** Some words of a command line. */
  public static String words(Object... words) {
    return Stream.of(words).map(ShellWords::word).collect(Collectors.joining(" "));
  }

  /** A command line as it was typed: {@code ebm} and its words. */
  public static String typed(List<String> words) {
    return Stream.concat(Stream.of("ebm"), words.stream().map(ShellWords::quoted))
        .collect(Collectors.joining(" "));
  }

  private static String word(Object word) {
    String text = word.toString();
    return quoted(word instanceof Path && text.startsWith("-") ? "./" + text : text);
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
