package org.ebm.config;

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects the topics of a record type: one for the root, one for every key, one for every kind. */
final class Topics {
  private static final int DEEPEST = 2;

  private final List<Topic> topics = new ArrayList<>();
  /** Records being walked, so that a kind that contains its own family ends the walk. */
  private final Deque<Class<?>> open = new ArrayDeque<>();

  /** Families being walked: energies hold energies of many kinds, and all orders of them are too many. */
  private final Deque<Class<?>> openFamilies = new ArrayDeque<>();

  private Topics() {}

  static List<Topic> of(Class<?> root) {
    Topics walk = new Topics();
    walk.topics.add(new Topic("", List.of(), keys(root)));
    walk.record(root, "");
    return List.copyOf(walk.topics);
  }

  private void record(Class<?> type, String path) {
    if (open.contains(type)) {
      return;
    }
    open.push(type);
    for (KeyField field : KeyField.of(type)) {
      key(field, KeyPath.join(path, field.name()));
    }
    open.pop();
  }

  private void key(KeyField field, String path) {
    Type type = field.type();
    String element = path;
    while (KeyField.rawClass(type) == List.class) {
      type = KeyField.argument(type);
      element += "[]";
    }
    Class<?> raw = KeyField.rawClass(type);
    List<String> text = new ArrayList<>(List.of(field.key().value(), takes(field)));
    if (Kinds.isFamily(raw)) {
      Kinds.of(raw).forEach((name, kind) -> text.add(name + ": " + summary(kind)));
      String family = KindName.snakeCase(raw.getSimpleName());
      topics.add(new Topic(path, List.of(family, family + "s"), List.copyOf(text)));
      kinds(raw, element);
    } else if (raw.isRecord()) {
      text.addAll(keys(raw));
      topics.add(new Topic(path, List.of(), List.copyOf(text)));
      record(raw, element);
    } else {
      topics.add(new Topic(path, List.of(), List.copyOf(text)));
    }
  }

  /** Kinds that hold others of their family are described in it once more, and no deeper: the same keys would follow for ever. */
  private void kinds(Class<?> family, String path) {
    if (openFamilies.stream().filter(family::equals).count() == DEEPEST) {
      return;
    }
    openFamilies.push(family);
    Kinds.of(family).forEach((name, kind) -> {
      String at = KeyPath.join(path, name);
      topics.add(new Topic(at, List.of(), keys(kind)));
      record(kind, at);
    });
    openFamilies.pop();
  }

  /** {@code number > 0; default 0.05}. */
  private static String takes(KeyField field) {
    String presence = field
        .defaultText()
        .map(text -> "default " + text)
        .orElse(field.isOptional() ? "may be left out" : "required");
    return TypeWords.of(field) + "; " + presence;
  }

  private static List<String> keys(Class<?> record) {
    List<String> keys = KeyField.of(record).stream()
        .map(field -> field.name() + ": " + field.key().value() + " (" + takes(field) + ")")
        .toList();
    return keys.isEmpty() ? List.of("takes no keys") : keys;
  }

  private static String summary(Class<?> record) {
    List<String> names = KeyField.of(record).stream().map(KeyField::name).toList();
    return names.isEmpty() ? "takes no keys" : String.join(", ", names);
  }
}
