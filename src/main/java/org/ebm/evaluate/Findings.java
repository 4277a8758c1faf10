package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured, by name, and what to be careful about.
 *
 * @param values numbers, words and lists of numbers, in the order measured
 * @param warnings one line each
 */
public record Findings(Map<String, Object> values, List<String> warnings) {
  Findings() {
    this(new LinkedHashMap<>(), new ArrayList<>());
  }

  void put(String name, Object value) {
    values.put(name, value);
  }

  void warn(boolean wrong, String warning) {
    if (wrong) {
      warnings.add(warning);
    }
  }
}
