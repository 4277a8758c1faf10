package org.ebm.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One walk over a tree that makes the value of a type and collects every problem, with its path from the root. A value with a problem is empty, and
 * so is all that contains it; its siblings are still bound, so that their problems are found too.
 */
final class Binder {
  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * The value of a record, sealed family, list or scalar.
   *
   * @param range holds for the number, or for each number of a list
   */
  Optional<Object> bind(Type type, JsonNode node, String path, Range range) {
    Class<?> raw = KeyField.rawClass(type);
    if (raw == List.class) {
      return list(KeyField.argument(type), node, path, range);
    }
    if (Kinds.isFamily(raw)) {
      return kind(raw, node, path);
    }
    if (raw.isRecord()) {
      return record(raw, node, path);
    }
    try {
      if (raw == Axes.class) {
        return Optional.of(Axes.read(node));
      }
      return Optional.of(Scalars.read(raw, node, range));
    } catch (ConfigException e) {
      return failed(path, e);
    }
  }

  private Optional<Object> list(Type type, JsonNode node, String path, Range range) {
    if (!node.isArray()) {
      return failed(path, "must be a list, got " + UserText.text(node));
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      bind(type, node.get(i), KeyPath.element(path, i), range).ifPresent(elements::add);
    }
    return elements.size() == node.size() ? Optional.of(List.copyOf(elements)) : Optional.empty();
  }

  private Optional<Object> kind(Class<?> family, JsonNode node, String path) {
    SortedMap<String, Class<?>> kinds = Kinds.of(family);
    if (node.isString()) {
      return kind(kinds, node.stringValue(), JsonNodeFactory.instance.nullNode(), path);
    }
    String known = Nearest.known(kinds.keySet());
    if (node.size() > 1 && node.isObject()) {
      return failed(
          path, "must name one kind, got " + UserText.keys(node) + "; choose one" + known);
    }
    if (node.isObject() && node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      return kind(kinds, only.getKey(), only.getValue(), path);
    }
    return failed(path, "must name one kind, got " + UserText.text(node) + known);
  }

  private Optional<Object> kind(
      SortedMap<String, Class<?>> kinds, String name, JsonNode keys, String path) {
    Class<?> type = kinds.get(name);
    if (type == null) {
      return failed(
          path, "unknown kind " + UserText.quoted(name) + Nearest.hint(name, kinds.keySet()));
    }
    return record(type, keys, KeyPath.child(path, name));
  }

  private Optional<Object> record(Class<?> type, JsonNode node, String path) {
    List<KeyField> fields = KeyField.of(type);
    List<String> known = fields.stream().map(KeyField::name).toList();
    // x in place of {key: x}, where the others may all be left out
    boolean one = fields.size() == 1
        || (fields.size() > 1
            && !fields.get(0).isOptional()
            && fields.stream().skip(1).allMatch(KeyField::isOptional));
    if (!node.isObject() && !node.isNull() && one) {
      return record(type, JsonNodeFactory.instance.objectNode().set(known.get(0), node), path);
    }
    if (!node.isObject() && !node.isNull()) {
      return failed(
          path, "must be a map of keys, got " + UserText.text(node) + Nearest.known(known));
    }
    ObjectNode map =
        node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    int before = problems.size();
    for (String name : map.propertyNames()) {
      if (!known.contains(name)) {
        problems.add(
            new Problem(KeyPath.child(path, name), "unknown key" + Nearest.hint(name, known)));
      }
    }
    List<Object> values = new ArrayList<>();
    for (KeyField field : fields) {
      component(field, map, KeyPath.child(path, field.name())).ifPresent(values::add);
    }
    return problems.size() > before ? Optional.empty() : construct(type, values, path);
  }

  private Optional<Object> component(KeyField field, ObjectNode map, String path) {
    Optional<JsonNode> given = map.optional(field.name());
    if (field.isOptional()) {
      return given.filter(node -> !isEmptyWord(field, node)).isEmpty()
          ? Optional.of(Optional.empty())
          : bind(field.type(), given.get(), path, field.range()).map(Optional::of);
    }
    if (given.isPresent()) {
      return bind(field.type(), given.get(), path, field.range());
    }
    if (field.isRequired()) {
      return failed(
          path,
          "required key is missing: " + field.key().value() + " (" + TypeWords.of(field) + ")");
    }
    return Optional.of(defaultOf(field));
  }

  private static boolean isEmptyWord(KeyField field, JsonNode node) {
    return node.isNull()
        || (node.isString()
            && field.defaultText().filter(node.stringValue()::equals).isPresent());
  }

  /** A default that does not bind is a mistake in the annotation, never the user's. */
  private static Object defaultOf(KeyField field) {
    String text = field.defaultText().orElseThrow();
    Binder binder = new Binder();
    JsonNode node = YamlComposer.value(text, Place.whole("default"));
    return binder
        .bind(field.type(), node, "", field.range())
        .orElseThrow(() -> new IllegalStateException(
            "default '" + text + "' of " + field.accessor() + ": " + binder.problems()));
  }

  private Optional<Object> construct(Class<?> type, List<Object> values, String path) {
    Class<?>[] types = Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(values.toArray()));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ConfigException problem) {
        return failed(path, problem);
      }
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(type.getName() + " cannot be made from " + values, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  private Optional<Object> failed(String path, String message) {
    problems.add(new Problem(path, message));
    return Optional.empty();
  }

  private Optional<Object> failed(String path, ConfigException exception) {
    for (Problem problem : exception.problems()) {
      problems.add(new Problem(KeyPath.join(path, problem.path()), problem.message()));
    }
    return Optional.empty();
  }
}
