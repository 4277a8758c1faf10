package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of {@code out_of_distribution} as people read them. */
public final class OutlierTable {
  private OutlierTable() {}

  private static double number(Map<?, ?> row, String name) {
    return row.get(name) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  /** A row for each set, a column for each score: the area with its 95 % interval. */
  public static List<String> lines(List<?> rows) {
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
    List<String> lines = new ArrayList<>(
        List.of(
            "",
            "area under the curve, data against others (95 %); .5: not told apart, below .5: the others look likelier"));
    String format = "%-" + width + "s  %-20s  %-20s  %-20s  %-20s";
    boolean sure = bySet.values().stream().anyMatch(scores -> scores.containsKey("confidence"));
    lines.add(String.format(
            Locale.ROOT,
            format,
            "out of distribution",
            "-U",
            "typicality",
            "-|dU/dx|",
            sure ? "confidence" : "")
        .stripTrailing());
    bySet.forEach((set, scores) -> lines.add(String.format(
            Locale.ROOT,
            format,
            set,
            scores.get("energy"),
            scores.get("typicality"),
            scores.getOrDefault("gradient_norm", ""),
            scores.getOrDefault("confidence", ""))
        .stripTrailing()));
    return lines;
  }
}
