package org.ebm.config;

import java.lang.reflect.Type;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where several sources name different kinds of one part, the latest decides: {@code sampler: {mala: ...}} laid over {@code sampler: {langevin: ...}}
 * replaces it. Two kinds of one source stay side by side, and so does a word that is no kind: what is meant is not ours to guess.
 */
final class LatestKinds {
  private final Places places;

  /** @param places of the tree, from which those of removed kinds go */
  LatestKinds(Places places) {
    this.places = places;
  }

  /** Removes the older kinds from a node that is to be read as a value of the type, and from all below it. */
  void keep(Type type, JsonNode node, String path) {
    Class<?> raw = KeyField.rawClass(type);
    if (raw == List.class) {
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        keep(KeyField.argument(type), node.get(i), KeyPath.element(path, i));
      }
    } else if (node instanceof ObjectNode map && Kinds.isFamily(raw)) {
      keepLatest(raw, map, path);
      map.properties().forEach(entry -> {
        Class<?> kind = Kinds.of(raw).get(entry.getKey());
        if (kind != null) {
          keep(kind, entry.getValue(), KeyPath.child(path, entry.getKey()));
        }
      });
    } else if (node instanceof ObjectNode map && raw.isRecord()) {
      for (KeyField field : KeyField.of(raw)) {
        map.optional(field.name())
            .ifPresent(below -> keep(field.type(), below, KeyPath.child(path, field.name())));
      }
    }
  }

  private void keepLatest(Class<?> family, ObjectNode map, String path) {
    int latest =
        map.propertyNames().stream().mapToInt(name -> layer(path, name)).max().orElse(0);
    List<String> newest =
        map.propertyNames().stream().filter(name -> layer(path, name) == latest).toList();
    if (newest.size() != 1 || !Kinds.of(family).containsKey(newest.get(0))) {
      return;
    }
    for (String name : List.copyOf(map.propertyNames())) {
      if (!newest.contains(name)) {
        map.remove(name);
        places.forget(KeyPath.child(path, name));
      }
    }
  }

  private int layer(String path, String name) {
    return places.latestLayer(KeyPath.child(path, name));
  }
}
