package org.ebm.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings for reading: values by name, and tables below them. */
public final class FindingsText {
  private static final String OUTLIERS = "out_of_distribution";

  private FindingsText() {}

  /** All but the tables. */
  public static Map<String, Object> values(Findings findings) {
    Map<String, Object> values = new LinkedHashMap<>(findings.values());
    values.remove(OUTLIERS);
    return values;
  }

  /** Lines of the tables. */
  public static List<String> tables(Findings findings) {
    return findings.values().get(OUTLIERS) instanceof List<?> rows
        ? OutlierTable.lines(rows)
        : List.of();
  }
}
