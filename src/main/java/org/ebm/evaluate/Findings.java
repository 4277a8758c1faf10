package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured, by name, and what to be careful about.
 *
 * @param values numbers, words, lists of numbers and tables, in the order measured
 * @param warnings one line each
 * @param energies U of data and of sets that are none, by name, for a picture
 */
public record Findings(
    Map<String, Object> values, List<String> warnings, Map<String, double[]> energies) {
  Findings() {
    this(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>());
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
