package org.ebm.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings for reading: values by name, and tables below them. */
public final class FindingsText {
  private static final String OUTLIERS = "out_of_distribution";

  private FindingsText() {}

  /** All but the tables, lists of numbers in short. */
  public static Map<String, Object> values(Findings findings) {
    Map<String, Object> values = new LinkedHashMap<>(findings.values());
    values.remove(OUTLIERS);
    values.replaceAll((name, value) -> value instanceof List<?> list ? rounded(list) : value);
    return values;
  }

  /** Lines of the tables. */
  public static List<String> tables(Findings findings) {
    return findings.values().get(OUTLIERS) instanceof List<?> rows
        ? OutlierTable.lines(rows)
        : List.of();
  }

  private static String rounded(List<?> numbers) {
    return numbers.stream()
        .map(number -> String.format(Locale.ROOT, "%.4g", (Double) number))
        .collect(Collectors.joining(" "));
  }
}
