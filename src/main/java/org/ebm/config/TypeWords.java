package org.ebm.config;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a key takes, in the user's words: {@code number > 0}, {@code one of hmc, langevin, mala}. */
final class TypeWords {
  private TypeWords() {}

  static String of(KeyField field) {
    return (words(field.type()) + " " + field.range()).strip();
  }

  private static String words(Type type) {
    Class<?> raw = KeyField.rawClass(type);
    if (raw == List.class) {
      return "list, each " + words(KeyField.argument(type));
    }
    if (Kinds.isFamily(raw)) {
      return "one of " + String.join(", ", Kinds.of(raw).keySet());
    }
    if (raw.isEnum()) {
      return "one of " + String.join(", ", words(raw.getEnumConstants()));
    }
    if (raw.isRecord()) {
      return "keys "
          + String.join(", ", KeyField.of(raw).stream().map(KeyField::name).toList());
    }
    return scalar(raw);
  }

  /** The words of an enum's constants. */
  static List<String> words(Object[] constants) {
    return Arrays.stream(constants)
        .map(constant -> KindName.of((Enum<?>) constant))
        .toList();
  }

  private static String scalar(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "integer";
    }
    if (type == double.class || type == Double.class) {
      return "number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Axes.class) {
      return "map of keys to lists of values, or to maps of named values; or a list of such maps";
    }
    return type == Path.class ? "path" : "text";
  }
}
