package org.ebm.evaluate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sets of outliers by name, as a user types them. */
public final class OutlierNames {
  private static final List<String> BUILT_IN =
      List.of("uniform", "constant", "interpolation", "rotation");
  private static final String ALL = "all";

  private OutlierNames() {}

  /** A YAML list: what is built in by its name, anything else as a data set. */
  public static String yaml(List<String> sets) {
    return sets.stream()
        .flatMap(set -> set.equals(ALL) ? BUILT_IN.stream() : Stream.of(set))
        .map(set -> BUILT_IN.contains(set) ? set : "{other: {data: " + braced(set) + "}}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** {@code mnist: {size: 16}} may stand without its outer braces. */
  private static String braced(String set) {
    return set.startsWith("{") || !set.contains(":") ? set : "{" + set + "}";
  }
}
