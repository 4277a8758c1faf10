package org.ebm.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration before it means anything: YAML files and overrides laid over each other, each value with the place it was written at. Immutable.
 * {@link #bind} gives it meaning.
 *
 * <p>Problems are {@link ConfigException}s. Their {@link Problem#path} is the place, then the dotted path: {@code mnist.yaml:38:5:
 * optimizer.sgd.learning_rate}, or the place alone for a problem of the whole file.
 */
public final class ConfigTree {
  private final ObjectNode root;
  private final Places places;
  private final int layers;

  private ConfigTree(ObjectNode root, Places places, int layers) {
    this.root = root;
    this.places = places;
    this.layers = layers;
  }

  /**
   * Reads a YAML file in UTF-8 of at most 1 MiB.
   *
   * @throws ConfigException if it is missing, unreadable or not a YAML map; messages name the file as given
   */
  public static ConfigTree read(Path file) {
    return parse(ConfigFile.text(file), file.toString());
  }

  /**
   * Reads YAML text; an empty text is an empty tree.
   *
   * @param label stands for the file name in messages
   * @throws ConfigException if it is not a YAML map
   */
  public static ConfigTree parse(String yaml, String label) {
    YamlComposer.Composed composed = YamlComposer.document(yaml, label);
    if (composed.root().isNull()) {
      return new ConfigTree(JsonNodeFactory.instance.objectNode(), composed.places(), 1);
    }
    if (composed.root() instanceof ObjectNode map) {
      return new ConfigTree(map, composed.places(), 1);
    }
    throw new ConfigException(
        label, "must be a map of keys, got " + UserText.text(composed.root()));
  }

  /** A tree without keys, to lay overrides over. */
  public static ConfigTree empty() {
    return new ConfigTree(
        JsonNodeFactory.instance.objectNode(), new Places(Place.whole("no config file")), 1);
  }

  /** This tree with another laid over it: maps are merged key by key, lists and scalars replaced. A key keeps the place its value came from. */
  public ConfigTree mergedWith(ConfigTree later) {
    if (root.isEmpty()) {
      return later;
    }
    ObjectNode merged = root.deepCopy();
    Places mergedPlaces = places.copy();
    lay(later, later.root, merged, "", mergedPlaces);
    return new ConfigTree(merged, mergedPlaces, layers + later.layers);
  }

  private void lay(ConfigTree later, ObjectNode from, ObjectNode into, String path, Places merged) {
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      String at = KeyPath.child(path, entry.getKey());
      if (entry.getValue() instanceof ObjectNode map
          && into.get(entry.getKey()) instanceof ObjectNode below) {
        lay(later, map, below, at, merged);
      } else {
        into.set(entry.getKey(), entry.getValue().deepCopy());
        merged.adopt(at, later.places, layers);
      }
    }
  }

  /** One section of this tree, which must be there; its values keep their places. */
  public ConfigTree only(String section) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.set(section, root.required(section).deepCopy());
    return new ConfigTree(kept, places, layers);
  }

  /**
   * This tree with one value replaced, or added with the maps around it.
   *
   * @param assignment {@code a.b.c=value}; the value is YAML, an element of a list is {@code layers[3]} or {@code layers.3}
   * @param origin the value's place in messages: {@code --set a.b.c=value}, {@code --steps}
   * @throws ConfigException if the assignment cannot be read, or names a list element that is not there
   */
  public ConfigTree with(String assignment, String origin) {
    Places changed = places.copy();
    Place place = Place.whole(origin).raised(layers);
    ObjectNode edited = Assignment.parse(assignment, place).applyTo(root.deepCopy(), changed);
    return new ConfigTree(edited, changed, layers + 1);
  }

  /**
   * This tree as a type reads it: where several sources name different kinds of one part, the kind that the latest source names is left, with the keys
   * that any source gave to it. {@link #bind} does this itself.
   */
  public ConfigTree withLatestKinds(Class<?> type) {
    ObjectNode edited = root.deepCopy();
    Places changed = places.copy();
    new LatestKinds(changed).keep(type, edited, "");
    return new ConfigTree(edited, changed, layers);
  }

  /**
   * This tree with what stands at one key moved into what stands at another: {@code a: {x: 1}} and {@code b: B} become {@code b: {kind: {of: B, x: 1}}}. The same tree where the first key is not
   * there.
   */
  public ConfigTree wrapping(String key, String around, String kind, String of) {
    if (!root.has(key)) {
      return this;
    }
    ObjectNode edited = root.deepCopy();
    JsonNode keys = edited.remove(key);
    if (!(keys instanceof ObjectNode inside) || !edited.has(around)) {
      throw new ConfigException(
          key,
          edited.has(around)
              ? "must be a map of keys, got " + UserText.text(keys)
              : "there is no " + around + " to be told it");
    }
    inside.set(of, edited.get(around));
    edited.set(around, JsonNodeFactory.instance.objectNode().set(kind, inside));
    Places moved = places.copy();
    String whole = KeyPath.child(around, kind);
    moved.move(around, KeyPath.child(whole, of));
    moved.move(key, whole);
    return new ConfigTree(edited, moved, layers);
  }

  /** The kind that the dotted path names: the only key of the map there, or the word there. */
  public Optional<String> kind(String path) {
    return node(path)
        .flatMap(node -> node.isString()
            ? Optional.of(node.stringValue())
            : node.propertyNames().stream().findFirst().filter(name -> node.size() == 1));
  }

  /** Whether the dotted path was given a value, be it an empty one. */
  public boolean has(String path) {
    return node(path).isPresent();
  }

  private Optional<JsonNode> node(String path) {
    Optional<JsonNode> node = Optional.of(root);
    for (String step : KeyPath.steps(path)) {
      node = node.flatMap(
          at -> at.isArray() ? KeyPath.index(step).flatMap(at::optional) : at.optional(step));
    }
    return node;
  }

  /** The file and line of the value at a dotted path, or of the nearest part of the path that was written: {@code mnist.yaml:31}. */
  public String place(String path) {
    return places.of(path).lineOnly();
  }

  /** Where each value that was given comes from, by dotted path: {@code mnist.yaml:31}, {@code --set a.b=1}. Lists count as one value. */
  public Map<String, String> origins() {
    Map<String, String> origins = new TreeMap<>();
    collectOrigins(root, "", origins);
    return origins;
  }

  /** Each value as YAML of one line, by dotted path. Lists count as one value. */
  Map<String, String> leaves() {
    Map<String, String> leaves = new TreeMap<>();
    for (String path : origins().keySet()) {
      node(path)
          .ifPresent(
              node -> leaves.put(path, node.isString() ? node.stringValue() : node.toString()));
    }
    return leaves;
  }

  private void collectOrigins(ObjectNode map, String path, Map<String, String> origins) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String at = KeyPath.child(path, entry.getKey());
      if (entry.getValue() instanceof ObjectNode below && !below.isEmpty()) {
        collectOrigins(below, at, origins);
      } else {
        origins.put(at, place(at));
      }
    }
  }

  /**
   * The tree as a value of the type.
   *
   * @param type a record whose components carry {@link Key}, or a sealed family of such records
   * @throws ConfigException with all problems in reading order
   */
  public <T> T bind(Class<T> type) {
    return withLatestKinds(type).bindAll(type);
  }

  private <T> T bindAll(Class<T> type) {
    Binder binder = new Binder();
    Optional<Object> bound = binder.bind(type, root, "", Range.ANY);
    if (!binder.problems().isEmpty()) {
      throw new ConfigException(located(binder.problems()));
    }
    return type.cast(bound.orElseThrow());
  }

  private List<Problem> located(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparing(problem -> places.of(problem.path())))
        .map(problem -> {
          Place place = places.of(problem.path());
          return new Problem(KeyPath.located(place, problem.path()), problem.message());
        })
        .toList();
  }
}
