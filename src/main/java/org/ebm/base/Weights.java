package org.ebm.base;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays by name, in the order in which a program takes them: what a player learns, or the gradient of it.
 *
 * @param arrays not copied: learning changes them in place
 */
public record Weights(Map<String, FloatArray> arrays) {
  /** As a program's list argument. */
  public List<FloatArray> list() {
    return List.copyOf(arrays.values());
  }

  /** Arrays in the order of the names. */
  public static Weights of(List<String> names, List<FloatArray> arrays) {
    Map<String, FloatArray> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      all.put(names.get(i), arrays.get(i));
    }
    return new Weights(all);
  }

  public boolean isFinite() {
    return arrays.values().stream().allMatch(FloatArray::isFinite);
  }
}
