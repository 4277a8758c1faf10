package org.ebm.config;

import java.util.List;
import org.ebm.base.ConfigException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One override: {@code layers[3].conv2d.kernel=5}.
 *
 * @param steps keys and list indices down to the value
 * @param origin the place of the value
 */
record Assignment(List<String> steps, JsonNode value, Place origin) {

  /**
   * Reads an override.
   *
   * @throws ConfigException if it is not {@code key.path=value} with a value in YAML
   */
  static Assignment parse(String assignment, Place origin) {
    int equals = assignment.indexOf('=');
    String path = assignment.substring(0, Math.max(equals, 0)).strip();
    if (!KeyPath.isDotted(path)) {
      throw new ConfigException(
          origin.toString(), "must be key.path=value, got " + UserText.quoted(assignment));
    }
    JsonNode value = YamlComposer.value(assignment.substring(equals + 1), origin);
    return new Assignment(KeyPath.steps(path), value, origin);
  }

  /** Sets the value in the tree, and its place. Single values on the way become maps: an override may give keys to a kind that had none. */
  ObjectNode applyTo(ObjectNode root, Places places) {
    return (ObjectNode) set(root, 0, "", places);
  }

  private JsonNode set(JsonNode node, int depth, String path, Places places) {
    if (depth == steps.size()) {
      places.forget(path);
      places.put(path, origin);
      return value;
    }
    String step = steps.get(depth);
    if (node instanceof ArrayNode list) {
      int index = index(step, list.size(), path);
      return list.set(index, set(list.get(index), depth + 1, KeyPath.element(path, index), places));
    }
    ObjectNode map = map(node, path, places);
    JsonNode below = map.optional(step).orElse(JsonNodeFactory.instance.nullNode());
    return map.set(step, set(below, depth + 1, KeyPath.child(path, step), places));
  }

  private ObjectNode map(JsonNode node, String path, Places places) {
    if (node instanceof ObjectNode map) {
      return map;
    }
    places.put(path, origin);
    return JsonNodeFactory.instance.objectNode();
  }

  private int index(String step, int size, String path) {
    return KeyPath.index(step)
        .filter(index -> index < size)
        .orElseThrow(() -> new ConfigException(
            KeyPath.located(origin, path),
            "must be continued by the index of one of its " + size + " elements, got "
                + UserText.quoted(step) + (size == 0 ? "" : "; allowed 0 to " + (size - 1))));
  }
}
