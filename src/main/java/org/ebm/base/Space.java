package org.ebm.base;

import java.util.Locale;

/**
 * Where examples and chains live.
 *
 * @param shape of one example
 * @param layout of the same rank, except that {@link Layout#POINT} takes any
 */
public record Space(Shape shape, Layout layout, Support support) {
  public Space {
    if (layout != Layout.POINT && layout.rank() != shape.rank()) {
      throw new ConfigException(
          "layout",
          "a " + layout.name().toLowerCase(Locale.ROOT) + " has " + layout.rank() + " axes, got "
              + shape);
    }
  }

  /** Real numbers laid out as the shape's rank says. */
  public static Space of(Shape shape) {
    return new Space(shape, Layout.of(shape), Support.REAL);
  }

  /** Real numbers. */
  public static Space real(Shape shape, Layout layout) {
    return new Space(shape, layout, Support.REAL);
  }

  /** Each element one of two values, laid out as the shape's rank says. */
  public static Space binary(Shape shape, Support support) {
    Layout layout = shape.rank() == Layout.VOLUME.rank() ? Layout.VOLUME : Layout.of(shape);
    return new Space(shape, layout, support);
  }

  /** Whether examples are points of real numbers, which have widths and distances and no layout. */
  public boolean isOfRealPoints() {
    return layout == Layout.POINT && support == Support.REAL;
  }

  /**
   * Refuses states with a value that an element cannot take.
   *
   * @param where the states come from, as in the configuration: {@code init.file}
   * @param states (n, shape...)
   * @throws ConfigException naming the first such value
   */
  public void require(String where, FloatArray states) {
    float[] values = states.values();
    for (int i = 0; i < values.length; i++) {
      if (!support.holds(values[i])) {
        throw new ConfigException(
            where,
            "must be " + support.words() + ", got " + values[i] + " in state "
                + i / shape.elements()
                + " (counted from 0); give such numbers, of data: binarized: {of: ..., values: "
                + support.name().toLowerCase(Locale.ROOT) + "}");
      }
    }
  }
}
