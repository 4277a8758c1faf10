package org.ebm.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ebm.base.ConfigException;

/**
 * The documentation of the keys that a record and everything below it takes, from the records themselves. A topic is asked for by its path ({@code
 * energy.network.layers[].conv2d}), by the end of its path ({@code langevin}, {@code step_size}), or by the name of a family of kinds, singular or plural
 * ({@code samplers}).
 */
public final class Explain {
  private final List<Topic> topics;

  private Explain(List<Topic> topics) {
    this.topics = topics;
  }

  /** What can be explained below a record type. */
  public static Explain of(Class<? extends Record> root) {
    return new Explain(Topics.of(root));
  }

  /**
   * The documentation of a topic: its paths, then indented what it is, takes and defaults to. Topics that read the same are told once, under all
   * their paths.
   *
   * @param asked a path, the end of one, or a family; empty for the root's keys
   * @throws ConfigException if nothing is called so
   */
  public List<String> lines(String asked) {
    List<Topic> found = topics.stream().filter(topic -> topic.isAt(asked)).toList();
    if (found.isEmpty()) {
      found = topics.stream().filter(topic -> topic.isCalled(asked)).toList();
    }
    if (found.isEmpty()) {
      throw unknown(asked);
    }
    Map<List<String>, List<String>> pathsByText = new LinkedHashMap<>();
    for (Topic topic : found) {
      pathsByText.computeIfAbsent(topic.text(), text -> new ArrayList<>()).add(topic.path());
    }
    List<String> lines = new ArrayList<>();
    pathsByText.forEach((text, paths) -> {
      paths.stream().filter(path -> !path.isEmpty()).forEach(lines::add);
      text.forEach(line -> lines.add("  " + line));
    });
    return List.copyOf(lines);
  }

  private ConfigException unknown(String asked) {
    SortedSet<String> names = new TreeSet<>();
    topics.forEach(topic -> names.addAll(topic.names()));
    String nearest = Nearest.to(asked, names)
        .map(name -> ", did you mean '" + name + "'?")
        .orElse("; give a key such as " + names.first());
    return new ConfigException("", "no key or kind is called " + UserText.quoted(asked) + nearest);
  }
}
