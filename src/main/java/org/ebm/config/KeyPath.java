package org.ebm.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dotted paths such as {@code energy.network.layers[8].conv2d}; the root's path is empty. */
final class KeyPath {
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern SEPARATOR = Pattern.compile("[.\\[\\]]+");
  private static final int LONGEST = 1000;
  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");
  private static final Pattern DOTTED =
      Pattern.compile("[\\w-]+(\\[\\d{1,6}\\])*(\\.[\\w-]+(\\[\\d{1,6}\\])*)*");

  private KeyPath() {}

  /** The path of a key in a map. A key that is not a plain word is quoted, so that a path stays one line. */
  static String child(String path, String key) {
    return join(path, PLAIN_KEY.matcher(key).matches() ? key : UserText.quoted(key));
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }

  static String join(String path, String relative) {
    if (path.isEmpty() || relative.isEmpty() || relative.startsWith("[")) {
      return path + relative;
    }
    return path + "." + relative;
  }

  /** The path without its last key or index; empty for the root. */
  static Optional<String> parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    if (end < 0) {
      return path.isEmpty() ? Optional.empty() : Optional.of("");
    }
    return Optional.of(path.substring(0, end));
  }

  /** As messages begin: the place, then the path unless it is the root's. */
  static String located(Place place, String path) {
    return path.isEmpty() ? place.toString() : place + ": " + path;
  }

  /** Whether the text, of at most {@value #LONGEST} characters, is a dotted path of plain keys. */
  static boolean isDotted(String path) {
    return path.length() <= LONGEST && DOTTED.matcher(path).matches();
  }

  /** The step as the index of a list element, if it is one. */
  static Optional<Integer> index(String step) {
    return INDEX.matcher(step).matches() ? Optional.of(Integer.valueOf(step)) : Optional.empty();
  }

  /** The keys and indices of a dotted path: {@code layers[3].kernel} and {@code layers.3.kernel} are both (layers, 3, kernel). */
  static List<String> steps(String path) {
    return path.isEmpty() ? List.of() : List.of(SEPARATOR.split(path));
  }
}
