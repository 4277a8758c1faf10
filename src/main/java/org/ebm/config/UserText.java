package org.ebm.config;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the user wrote, as messages quote it: one short line. */
final class UserText {
  private static final int LONGEST = 60;

  private UserText() {}

  static String text(JsonNode node) {
    if (node.isString()) {
      return quoted(node.stringValue());
    }
    if (node.isNull()) {
      return "nothing";
    }
    if (node.isContainer()) {
      return (node.isArray() ? "a list of " : "a map of ") + node.size();
    }
    if (node.isDouble()) {
      return Double.isNaN(node.doubleValue()) ? ".nan" : node.doubleValue() < 0 ? "-.inf" : ".inf";
    }
    return shortened(node.toString().replace("E", "e"));
  }

  static String quoted(String text) {
    return "'" + shortened(text) + "'";
  }

  /** The keys of a map: {@code 'hmc' and 'langevin'}. */
  static String keys(JsonNode map) {
    return map.propertyNames().stream().map(UserText::quoted).collect(Collectors.joining(" and "));
  }

  /** At most {@value #LONGEST} characters, those that would break the line or hide shown as "?". */
  private static String shortened(String text) {
    String head = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return head.replaceAll("\\p{Cntrl}", "?");
  }
}
