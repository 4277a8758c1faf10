package org.ebm.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.base.Rounded;
import org.ebm.files.JsonLine;

/** A command's result on standard output: aligned names and values, or one JSON object. */
final class Summary {
  private static final int SCHEMA_VERSION = 1;

  private Summary() {}

  static void print(PrintWriter out, Map<String, Object> values, boolean json) {
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>(Map.of("schema_version", SCHEMA_VERSION));
      object.putAll(values);
      out.println(JsonLine.of(object));
      return;
    }
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(1);
    values.forEach((name, value) ->
        out.println(String.format(Locale.ROOT, "%-" + width + "s  %s", name, text(value))));
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Summary::text).collect(Collectors.joining(" "));
    }
    return value instanceof Double number ? Rounded.by("%.5g", number) : String.valueOf(value);
  }
}
