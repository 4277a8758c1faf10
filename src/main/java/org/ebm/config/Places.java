package org.ebm.config;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The place of every key and list element of one tree, by path. The root always has a place, so every path has one. */
final class Places {
  private final NavigableMap<String, Place> byPath = new TreeMap<>();

  Places(Place root) {
    byPath.put("", root);
  }

  Places copy() {
    Places copy = new Places(Place.whole(""));
    copy.byPath.putAll(byPath);
    return copy;
  }

  void put(String path, Place place) {
    byPath.put(path, place);
  }

  /** The place of the path, or of its nearest ancestor that was written. */
  Place of(String path) {
    Optional<String> at = Optional.of(path);
    while (at.isPresent() && !byPath.containsKey(at.get())) {
      at = KeyPath.parent(at.get());
    }
    return byPath.getOrDefault(at.orElse(""), Place.whole(""));
  }

  /** The latest layer that wrote the path or anything below it. */
  int latestLayer(String path) {
    return Stream.of(below(path, '.'), below(path, '['))
        .flatMap(paths -> paths.values().stream())
        .mapToInt(Place::layer)
        .reduce(of(path).layer(), Math::max);
  }

  /** Forgets the path and all below it. */
  void forget(String path) {
    byPath.remove(path);
    below(path, '.').clear();
    below(path, '[').clear();
  }

  /** Replaces what is known of the path and all below it by what another tree knows, raised by the given number of layers. */
  void adopt(String path, Places other, int layers) {
    forget(path);
    byPath.put(path, other.of(path).raised(layers));
    other.below(path, '.').forEach((below, place) -> byPath.put(below, place.raised(layers)));
    other.below(path, '[').forEach((below, place) -> byPath.put(below, place.raised(layers)));
  }

  /** What is known of the path and all below it, of another path from now on; that may lie below it. */
  void move(String path, String to) {
    Places before = copy();
    forget(path);
    before.below(path, '.').forEach((at, place) -> put(to + at.substring(path.length()), place));
    before.below(path, '[').forEach((at, place) -> put(to + at.substring(path.length()), place));
    put(to, before.of(path));
  }

  /** Paths that go on from the given one with a separator are neighbours in the sorted map. */
  private NavigableMap<String, Place> below(String path, char separator) {
    return byPath.subMap(path + separator, true, path + (char) (separator + 1), false);
  }
}
