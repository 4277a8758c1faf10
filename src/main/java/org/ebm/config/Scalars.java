package org.ebm.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.files.UserPath;
import tools.jackson.databind.JsonNode;

/** Single values: what a node must be to become a Java number, boolean, text, path or enum constant. */
final class Scalars {
  private Scalars() {}

  /**
   * The value of the given type.
   *
   * @throws ConfigException with the empty path if the node is something else, does not fit or is out of range
   * @throws IllegalArgumentException for a type that no key may have
   */
  static Object read(Class<?> type, JsonNode node, Range range) {
    if (type == int.class || type == Integer.class) {
      return (int) integer(node, range, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return integer(node, range, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return number(node, range);
    }
    if (type == boolean.class || type == Boolean.class) {
      require(node.isBoolean(), "must be true or false", node);
      return node.booleanValue();
    }
    if (type.isEnum()) {
      return constant(type, node);
    }
    if (type == String.class) {
      return text(node);
    }
    if (type == Path.class) {
      return path(node);
    }
    throw new IllegalArgumentException("no key may have the type " + type.getName());
  }

  private static long integer(JsonNode node, Range range, long least, long most) {
    require(isFinite(node), "must be an integer", node);
    BigDecimal number = node.decimalValue();
    require(
        number.compareTo(BigDecimal.valueOf(least)) >= 0
            && number.compareTo(BigDecimal.valueOf(most)) <= 0,
        "must be between " + least + " and " + most,
        node);
    require(!isFraction(number), "must be an integer", node);
    require(range.contains(number), "must be " + range, node);
    return number.longValueExact();
  }

  /** True for 1.5, false for 1000.0. */
  private static boolean isFraction(BigDecimal number) {
    return number.stripTrailingZeros().scale() > 0;
  }

  private static double number(JsonNode node, Range range) {
    require(node.isNumber(), "must be a number", node);
    require(isFinite(node), "must be a finite number", node);
    double number = node.decimalValue().doubleValue();
    boolean vanished = number == 0 && node.decimalValue().signum() != 0;
    require(Double.isFinite(number) && !vanished, "must fit a 64-bit float", node);
    require(range.contains(BigDecimal.valueOf(number)), "must be " + range, node);
    return number;
  }

  /** A finite number is held in decimal; only infinities and NaN, which have no decimal form, are held in binary. */
  private static boolean isFinite(JsonNode node) {
    return node.isBigDecimal();
  }

  private static Object constant(Class<?> type, JsonNode node) {
    Object[] constants = type.getEnumConstants();
    List<String> words = TypeWords.words(constants);
    require(node.isString(), "must be one of " + String.join(", ", words), node);
    int index = words.indexOf(node.stringValue());
    if (index < 0) {
      String word = node.stringValue();
      throw new ConfigException(
          "", "unknown value " + UserText.quoted(word) + Nearest.hint(word, words));
    }
    return constants[index];
  }

  private static String text(JsonNode node) {
    if (node.isNumber() || node.isBoolean()) {
      throw new ConfigException(
          "", "must be text, got " + UserText.text(node) + "; put it in quotes");
    }
    require(node.isString(), "must be text", node);
    return node.stringValue();
  }

  private static Path path(JsonNode node) {
    String text = text(node);
    require(!text.isEmpty(), "must be a path", node);
    try {
      return UserPath.of(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("", "must be a path: " + e.getMessage());
    }
  }

  private static void require(boolean holds, String what, JsonNode node) {
    if (!holds) {
      throw new ConfigException("", what + ", got " + UserText.text(node));
    }
  }
}
