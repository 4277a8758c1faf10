package org.ebm.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code --out-of-distribution}: sets by name, and their table. */
final class OutlierOption {
  private static final List<String> BUILT_IN =
      List.of("uniform", "constant", "interpolation", "rotation");
  private static final String ALL = "all";

  private OutlierOption() {}

  /** A YAML list: what is built in by its name, anything else as a data set. */
  static String yaml(List<String> sets) {
    return sets.stream()
        .flatMap(set -> set.equals(ALL) ? BUILT_IN.stream() : Stream.of(set))
        .map(set -> BUILT_IN.contains(set) ? set : "{other: {data: " + braced(set) + "}}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** {@code mnist: {size: 16}} may stand without its outer braces. */
  private static String braced(String set) {
    return set.startsWith("{") || !set.contains(":") ? set : "{" + set + "}";
  }

  private static double number(Map<?, ?> row, String name) {
    return row.get(name) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  /** A row for each set, a column for each score: the area with its 95 % interval. */
  static void print(PrintWriter out, List<?> rows) {
    Map<String, Map<String, String>> bySet = new LinkedHashMap<>();
    for (Object each : rows) {
      Map<?, ?> row = (Map<?, ?>) each;
      bySet
          .computeIfAbsent(String.valueOf(row.get("set")), any -> new LinkedHashMap<>())
          .put(
              String.valueOf(row.get("score")),
              String.format(
                  Locale.ROOT,
                  "%.3f (%.3f-%.3f)",
                  number(row, "auroc"),
                  number(row, "low"),
                  number(row, "high")));
    }
    int width =
        Math.max(19, bySet.keySet().stream().mapToInt(String::length).max().orElse(0));
    out.println();
    out.println(
        "area under the curve, data against others (95 %); .5: not told apart, below .5: the others look likelier");
    String format = "%-" + width + "s  %-20s  %-20s  %-20s";
    out.println(
        String.format(Locale.ROOT, format, "out of distribution", "-U", "typicality", "-|dU/dx|")
            .stripTrailing());
    bySet.forEach((set, scores) -> out.println(String.format(
            Locale.ROOT,
            format,
            set,
            scores.get("energy"),
            scores.get("typicality"),
            scores.getOrDefault("gradient_norm", ""))
        .stripTrailing()));
  }
}
