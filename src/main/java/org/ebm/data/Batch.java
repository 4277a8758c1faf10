package org.ebm.data;

import java.util.Arrays;
import java.util.Optional;
import org.ebm.base.FloatArray;

/**
 * Examples drawn together.
 *
 * @param examples (n, shape...)
 * @param labels the class of each example, counted from 0; empty for a set without classes
 * @param images what comes with each example, (n, image); empty for all sets but paired ones
 */
public record Batch(FloatArray examples, Optional<int[]> labels, Optional<FloatArray> images) {
  /** Examples without images. */
  public Batch(FloatArray examples, Optional<int[]> labels) {
    this(examples, labels, Optional.empty());
  }

  /** The first n of them. */
  public Batch first(int n) {
    return new Batch(
        examples.slice(0, n),
        labels.map(all -> Arrays.copyOf(all, n)),
        images.map(all -> all.slice(0, n)));
  }
}
