package org.ebm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Keys in which two configurations of one type differ.
 *
 * @param changes in the keys' order
 */
public record ConfigChanges(List<Change> changes) {
  /**
   * One key with its two values as YAML; a value that is not there is {@code none}.
   *
   * @param key dotted
   */
  public record Change(String key, String before, String now) {
    /** {@code seed=5}, as --set takes it. */
    public String assignment() {
      return key + "=" + now;
    }

    @Override
    public String toString() {
      return key + " (" + now + ", was " + before + ")";
    }
  }

  /** From one record to another. */
  public static ConfigChanges between(Record before, Record now) {
    Map<String, String> old = leaves(before);
    Map<String, String> fresh = leaves(now);
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(fresh.keySet());
    List<Change> changes = new ArrayList<>();
    for (String key : keys) {
      Change change =
          new Change(key, old.getOrDefault(key, "none"), fresh.getOrDefault(key, "none"));
      if (!change.before().equals(change.now())) {
        changes.add(change);
      }
    }
    return new ConfigChanges(List.copyOf(changes));
  }

  private static Map<String, String> leaves(Record record) {
    return ConfigTree.parse(ConfigWriter.yaml(record), "").leaves();
  }

  /** {@code seed (5, was 1), training.batch (50, was 100)}. */
  @Override
  public String toString() {
    return String.join(", ", changes.stream().map(Change::toString).toList());
  }
}
