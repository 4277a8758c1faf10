package org.ebm.evaluate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.config.Kinds;
import org.ebm.config.Nearest;
import org.ebm.data.Dataset;

/** Sets of outliers by name, as a user types them. */
public final class OutlierNames {
  private static final List<String> BUILT_IN =
      List.of("uniform", "constant", "interpolation", "rotation");
  private static final String ALL = "all";

  private OutlierNames() {}

  /**
   * A YAML list: what is built in by its name, anything else as a data set.
   *
   * @throws ConfigException for a word that is neither
   */
  public static String yaml(List<String> sets) {
    Set<String> known = new TreeSet<>(BUILT_IN);
    known.add(ALL);
    known.addAll(Kinds.of(Dataset.class).keySet());
    for (String set : sets) {
      if (set.matches("\\w+") && !known.contains(set)) {
        throw new ConfigException(
            "--out-of-distribution",
            "unknown set '" + set + "'"
                + Nearest.to(set, known)
                    .map(near -> ", did you mean '" + near + "'?")
                    .orElse("")
                + " (built in: " + String.join(", ", BUILT_IN) + ", all; any data set: "
                + String.join(", ", Kinds.of(Dataset.class).keySet()) + ")");
      }
    }
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
