package org.ebm.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ebm.base.ConfigException;
import tools.jackson.databind.JsonNode;

/**
 * Keys of a configuration and the values that each of them takes in turn: {@code {optimizer.adam.learning_rate: [1.0e-3, 1.0e-4], objective.maximum_likelihood.kl: {on: {weight: 1}, off: null}}}. All
 * combinations make a grid, and a list of such maps is one grid after another. A value is called by its text, by its key in a map, or else by its number from 1.
 */
public final class Axes {
  private static final Pattern NAME = Pattern.compile("[\\w.+-]{1,40}");

  /** Each by key path: values as YAML of one line, by their names. */
  private final List<Map<String, Map<String, String>>> grids;

  private Axes(List<Map<String, Map<String, String>>> grids) {
    this.grids = grids;
  }

  /** A key with one of its values. */
  public record Setting(String key, String name, String value) {}

  /** @throws ConfigException if it is no such map, or a value cannot be named */
  static Axes read(JsonNode node) {
    List<Map<String, Map<String, String>>> grids = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> grids.add(grid(each)));
    } else {
      grids.add(grid(node));
    }
    return new Axes(List.copyOf(grids));
  }

  private static Map<String, Map<String, String>> grid(JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      throw new ConfigException(
          "",
          "must be a map of keys to values, such as {training.batch: [50, 100]}, or a list of such, got "
              + UserText.text(node));
    }
    Map<String, Map<String, String>> grid = new LinkedHashMap<>();
    node.properties().forEach(entry -> grid.put(key(entry.getKey()), values(entry)));
    return Collections.unmodifiableMap(grid);
  }

  private static String key(String path) {
    if (!KeyPath.isDotted(path)) {
      throw new ConfigException(
          "", "must have keys such as training.batch, got " + UserText.quoted(path));
    }
    return path;
  }

  private static Map<String, String> values(Map.Entry<String, JsonNode> axis) {
    JsonNode node = axis.getValue();
    Map<String, String> values = new LinkedHashMap<>();
    if (node.isObject()) {
      node.properties().forEach(each -> values.put(each.getKey(), text(each.getValue())));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      String name = name(node.get(i)).orElse(String.valueOf(i + 1));
      if (values.put(name, text(node.get(i))) != null) {
        throw bad(
            axis.getKey(),
            "has two values called " + UserText.quoted(name) + "; name them in a map");
      }
    }
    if (values.isEmpty()) {
      throw bad(
          axis.getKey(),
          "must be a list of values or a map of named ones, got " + UserText.text(node));
    }
    for (String name : values.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw bad(
            axis.getKey(),
            "must name values by at most 40 letters, digits and . + - _, got "
                + UserText.quoted(name));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /** Numbers as people write them: the tree keeps the zeros that were written. */
  private static Optional<String> name(JsonNode node) {
    boolean fraction =
        node.isBigDecimal() && node.decimalValue().stripTrailingZeros().scale() > 0;
    return Optional.of(fraction ? NumberText.of(node.doubleValue()) : text(node))
        .filter(name -> NAME.matcher(name).matches());
  }

  private static ConfigException bad(String key, String message) {
    return new ConfigException("", key + " " + message);
  }

  /** A tree's text is JSON, which is YAML too. */
  private static String text(JsonNode node) {
    return node.isString() && NAME.matcher(node.stringValue()).matches()
        ? node.stringValue()
        : node.toString();
  }

  /** The grids, as their keys have their values. */
  List<Map<String, Map<String, String>>> grids() {
    return grids;
  }

  /** How many combinations there are. */
  public long count() {
    return grids.stream()
        .mapToLong(
            grid -> grid.values().stream().mapToLong(Map::size).reduce(1, Math::multiplyExact))
        .sum();
  }

  /** All keys, in the order in which they first appear. */
  public List<String> keys() {
    return grids.stream().flatMap(grid -> grid.keySet().stream()).distinct().toList();
  }

  /** Every combination, the values of the last key one after another; each names the keys of its grid. */
  public List<List<Setting>> combinations() {
    List<List<Setting>> all = new ArrayList<>();
    for (Map<String, Map<String, String>> grid : grids) {
      List<List<Setting>> made = List.of(List.of());
      for (Map.Entry<String, Map<String, String>> axis : grid.entrySet()) {
        List<List<Setting>> longer = new ArrayList<>();
        for (List<Setting> begun : made) {
          axis.getValue().forEach((name, value) -> {
            List<Setting> next = new ArrayList<>(begun);
            next.add(new Setting(axis.getKey(), name, value));
            longer.add(List.copyOf(next));
          });
        }
        made = longer;
      }
      all.addAll(made);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Axes axes && grids.equals(axes.grids);
  }

  @Override
  public int hashCode() {
    return grids.hashCode();
  }

  @Override
  public String toString() {
    return grids.toString();
  }
}
