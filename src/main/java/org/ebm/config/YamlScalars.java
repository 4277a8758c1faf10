package org.ebm.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.ebm.base.ConfigException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Scalars of YAML 1.2's core schema as JSON nodes, but for numbers to base 8 and 16, which are refused. Finite numbers are decimal and therefore exactly what was written; infinities and NaN are binary.
 */
final class YamlScalars {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_NUMBER = 400;

  private YamlScalars() {}

  /**
   * The node of a scalar.
   *
   * @throws ConfigException with the empty path for an unknown tag, or a text that its explicit tag does not allow
   */
  static JsonNode node(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR)) {
      return NODES.stringNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return NODES.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return bool(text);
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text.toLowerCase(Locale.ROOT), tag.equals(Tag.INT));
    }
    throw new ConfigException(
        "", "tag " + UserText.quoted(tag.getValue()) + " is not supported; remove it");
  }

  private static JsonNode bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default -> throw new ConfigException("", "not true or false: " + UserText.quoted(text));
    };
  }

  private static JsonNode number(String text, boolean isInteger) {
    if (text.length() > LONGEST_NUMBER) {
      throw new ConfigException(
          "", "number of more than " + LONGEST_NUMBER + " digits: " + UserText.quoted(text));
    }
    try {
      return isInteger ? NODES.numberNode(new BigDecimal(integer(text))) : decimal(text);
    } catch (NumberFormatException e) {
      throw new ConfigException(
          "", "not a number that can be represented: " + UserText.quoted(text));
    }
  }

  private static BigInteger integer(String text) {
    int base = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
    if (base == 10) {
      return new BigInteger(text);
    }
    // legal in YAML, but nobody who counts layers or steps means it, and an identifier may look so
    throw new ConfigException(
        "",
        "a number to base " + base + ": " + UserText.quoted(text) + "; write "
            + new BigInteger(text.substring(2), base) + ", or put it in quotes if it is text");
  }

  private static JsonNode decimal(String text) {
    return switch (text) {
      case ".nan" -> NODES.numberNode(Double.NaN);
      case ".inf", "+.inf" -> NODES.numberNode(Double.POSITIVE_INFINITY);
      case "-.inf" -> NODES.numberNode(Double.NEGATIVE_INFINITY);
      default -> NODES.numberNode(new BigDecimal(text));
    };
  }
}
