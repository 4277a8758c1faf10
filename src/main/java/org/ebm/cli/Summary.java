package org.ebm.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A command's result on standard output: aligned names and values, or one JSON object. */
final class Summary {
  private static final int SCHEMA_VERSION = 1;

  private Summary() {}

  static void print(PrintWriter out, Map<String, Object> values, boolean json) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>(Map.of("schema_version", SCHEMA_VERSION));
      object.putAll(values);
      out.println(JsonMapper.shared().writeValueAsString(object));
      return;
    }
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(1);
    values.forEach((name, value) ->
        out.println(String.format(Locale.ROOT, "%-" + width + "s  %s", name, text(value))));
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.5g", number)
        : String.valueOf(value);
  }
}
