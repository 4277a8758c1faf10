package org.ebm.features;

import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.FloatArray;
import org.ebm.data.Examples;

/**
 * Examples to be read, in the order of their set.
 *
 * @param x (n, shape...)
 * @param labels a class for each; empty for a set without
 */
public record Labelled(FloatArray x, Optional<int[]> labels) {
  /** The first of a set, without data noise; of endless ones fixed draws. */
  public static Labelled of(Examples set, FeaturesConfig config) {
    OptionalLong size = set.size();
    int n = size.isPresent() ? config.count(size.getAsLong()) : config.countOfEndless();
    FloatArray x = set.first(n);
    return new Labelled(x, set.labels().map(all -> java.util.Arrays.copyOf(all, x.rows())));
  }
}
