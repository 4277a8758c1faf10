package org.ebm.files;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Paths as people type them, in options and in configurations: the one place where a text of theirs becomes a path. A shell replaces {@code ~} and {@code $HOME}
 * at the beginning of a word only, so {@code --run-dir=~/x} and {@code folder: ~/x} arrive here as they are.
 */
public final class UserPath {
  private static final String TILDE = "~";

  /** What the system knows, before {@code user.home} is changed for libraries. */
  private static final String KNOWN = System.getProperty("user.home", "");

  private UserPath() {}

  /**
   * The path that is meant; {@code ~/x} is x in the user's home.
   *
   * @throws IllegalArgumentException with what is wrong and what to do, for what would otherwise become a folder with the name {@code ~} or
   *     {@code $HOME}, and for names that this system or locale cannot write
   */
  public static Path of(String text) {
    String first = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
    if (first.equals(TILDE)) {
      return parsed(home(text) + text.substring(1));
    }
    if (first.startsWith(TILDE) || first.startsWith("$")) {
      throw new IllegalArgumentException("'" + text + "' begins with "
          + (first.startsWith("$") ? "a variable" : "another user's home")
          + ", which only a shell replaces; write the whole path, or ./" + text
          + " for a name that begins so");
    }
    return parsed(text);
  }

  private static Path home(String text) {
    return home()
        .orElseThrow(
            () -> new IllegalArgumentException(
                "'" + text
                    + "' is in the home folder, and this user has none (HOME is not set); write the whole path"));
  }

  /** The folder of the user: what HOME says, or else what the system knows; empty if there is no such folder. */
  public static Optional<Path> home() {
    return Stream.of(System.getenv("HOME"), KNOWN)
        .filter(text -> text != null && text.startsWith("/"))
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static Path parsed(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(problem(text, e), e);
    }
  }

  private static String problem(String text, InvalidPathException cause) {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return names.newEncoder().canEncode(text)
        ? "'" + text + "' is no path: " + cause.getReason()
        : "'" + text + "' has characters that file names of this locale (" + names
            + ") cannot have; use one with UTF-8: LC_ALL=C.UTF-8";
  }
}
