package org.ebm.config;

import java.util.Locale;

/** How Java names are written in YAML: {@code stepSize} is {@code step_size}, and a kind has the name that its {@link Kind} gives it. */
public final class KindName {
  private KindName() {}

  /**
   * The name of a kind.
   *
   * @throws IllegalArgumentException if it has no {@link Kind}
   */
  public static String of(Class<?> type) {
    Kind kind = type.getAnnotation(Kind.class);
    if (kind == null) {
      throw new IllegalArgumentException(type.getName() + " has no @Kind");
    }
    return kind.value();
  }

  /** The word of an enum constant: {@code FLOAT32} is {@code float32}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Lower case, with an underscore before each upper-case letter that is not the first. Digits stay with the word before them. */
  public static String snakeCase(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (Character.isUpperCase(letter) && i > 0) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(letter));
    }
    return snake.toString();
  }
}
