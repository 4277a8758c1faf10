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
}
