package org.ebm.config;

import java.util.Comparator;

/**
 * Where a key or list element was written. Places sort as the user reads them: earlier sources first, then from top to bottom.
 *
 * @param layer 0 for the first source of a tree, counting up with each file or override laid over it
 * @param source the file as the user named it, or the override as typed: {@code --set a.b=1}
 * @param line from 1; 0 for a whole source, such as an override
 * @param column from 1; 0 for a whole source
 */
record Place(int layer, String source, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> READING_ORDER = Comparator.comparingInt(Place::layer)
      .thenComparingInt(Place::line)
      .thenComparingInt(Place::column);

  /** The source as a whole. */
  static Place whole(String source) {
    return new Place(0, source, 0, 0);
  }

  Place raised(int layers) {
    return new Place(layer + layers, source, line, column);
  }

  /** Without the column: {@code mnist.yaml:31}. */
  String lineOnly() {
    return line == 0 ? source : source + ":" + line;
  }

  @Override
  public int compareTo(Place other) {
    return READING_ORDER.compare(this, other);
  }

  /** As messages begin: {@code mnist.yaml:31:5}. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
