package org.ebm.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One YAML 1.2 text becomes a tree of JSON nodes with the place of each: anchors and {@code <<} merges are written out, and keys given twice or
 * unknown tags are collected. Size, depth and expansion are bounded, so a hostile text ends in an error and not in an exhausted machine.
 */
final class YamlComposer {
  /** A tree and where its parts come from. */
  record Composed(JsonNode root, Places places) {}

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Place whole;
  private final boolean hasLines;
  private final Places places;
  private final List<Problem> problems = new ArrayList<>();
  private int nodes;

  private YamlComposer(Place whole, boolean hasLines) {
    this.whole = whole;
    this.hasLines = hasLines;
    this.places = new Places(whole);
  }

  /**
   * The tree of a file's text; an empty text is null.
   *
   * @param label names the file in messages
   * @throws ConfigException with every mistake that YAML itself forbids
   */
  static Composed document(String yaml, String label) {
    return new YamlComposer(Place.whole(label), true).compose(yaml);
  }

  /** The same for a value outside any file: its only place is its origin, since lines of an override say nothing. */
  static JsonNode value(String yaml, Place origin) {
    return new YamlComposer(origin, false).compose(yaml).root();
  }

  private Composed compose(String yaml) {
    LoadSettings settings = LoadSettings.builder()
        .setLabel(whole.source())
        .setSchema(new CoreSchema())
        .setAllowDuplicateKeys(true)
        .setAllowNonScalarKeys(true)
        .setMaxAliasesForCollections(YamlLimits.ALIASES)
        .setCodePointLimit(YamlLimits.BYTES)
        .build();
    try {
      YamlLimits.tooDeep(yaml, settings)
          .ifPresent(mark -> fail(place(Optional.of(mark)), YamlLimits.TOO_DEEP));
      Optional<Node> root = new Compose(settings).composeString(yaml);
      JsonNode tree = root.isPresent() ? tree(root.get(), "", 0) : NODES.nullNode();
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      return new Composed(tree, places);
    } catch (MarkedYamlEngineException e) {
      throw notYaml(
          place(e.getProblemMark().or(e::getContextMark)), e.getContext(), e.getProblem());
    } catch (ReaderException e) {
      throw notYaml(
          whole,
          "at character " + (e.getPosition() + 1),
          "found control character " + e.getCodePoint());
    } catch (YamlEngineException e) {
      throw notYaml(whole, "", String.valueOf(e.getMessage()));
    }
  }

  private JsonNode tree(Node node, String path, int depth) {
    if (depth > YamlLimits.DEPTH) {
      fail(place(node.getStartMark()), YamlLimits.TOO_DEEP);
    }
    if (++nodes > YamlLimits.NODES) {
      fail(whole, "more than " + YamlLimits.NODES + " values once anchors are written out");
    }
    if (node instanceof MappingNode map) {
      return map(map, path, depth);
    }
    if (node instanceof SequenceNode list) {
      return list(list, path, depth);
    }
    try {
      return YamlScalars.node((ScalarNode) node);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> report(place(node.getStartMark()), path, problem.message()));
      return NODES.nullNode();
    }
  }

  private ArrayNode list(SequenceNode list, String path, int depth) {
    ArrayNode elements = NODES.arrayNode();
    for (Node element : list.getValue()) {
      String at = KeyPath.element(path, elements.size());
      places.put(at, place(element.getStartMark()));
      elements.add(tree(element, at, depth + 1));
    }
    return elements;
  }

  private ObjectNode map(MappingNode map, String path, int depth) {
    ObjectNode entries = NODES.objectNode();
    Map<String, Place> seen = new HashMap<>();
    for (NodeTuple entry : map.getValue()) {
      Place place = place(entry.getKeyNode().getStartMark());
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        report(place, path, "a key must be a word, got a map or list");
        continue;
      }
      String at = KeyPath.child(path, key.getValue());
      Place first = seen.putIfAbsent(key.getValue(), place);
      if (first != null) {
        report(place, at, "key given twice, first at line " + first.line() + "; keep one");
        continue;
      }
      places.put(at, place);
      entries.set(key.getValue(), tree(entry.getValueNode(), at, depth + 1));
    }
    return entries;
  }

  private void report(Place place, String path, String message) {
    problems.add(new Problem(KeyPath.located(place, path), message));
  }

  private Place place(Optional<Mark> mark) {
    return mark.filter(at -> hasLines)
        .map(at -> new Place(whole.layer(), whole.source(), at.getLine() + 1, at.getColumn() + 1))
        .orElse(whole);
  }

  private static void fail(Place place, String message) {
    throw new ConfigException(place.toString(), message);
  }

  private static ConfigException notYaml(Place place, String context, String problem) {
    String story = Stream.of(context, problem)
        .filter(Objects::nonNull)
        .map(text -> text.replaceAll("\\s+", " ").strip())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
    return new ConfigException(place.toString(), "not valid YAML: " + story);
  }
}
