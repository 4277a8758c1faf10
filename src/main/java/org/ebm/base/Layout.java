package org.ebm.base;

/** What the axes of an example mean: decides memory formats, which layers fit, and how an example is drawn. */
public enum Layout {
  /** (d): coordinates; also whatever else has no better word. */
  POINT(1),
  /** (channels, height, width). */
  IMAGE(3),
  /** (channels, time, height, width). */
  VIDEO(4),
  /** (channels, depth, height, width). */
  VOLUME(4),
  /** (points, coordinates): an unordered set. */
  POINT_SET(2);

  private final int rank;

  Layout(int rank) {
    this.rank = rank;
  }

  /** Axes of one example. */
  public int rank() {
    return rank;
  }

  /** That of a shape for which nobody names one: an image where there are three axes, else a point. */
  public static Layout of(Shape shape) {
    return shape.rank() == IMAGE.rank ? IMAGE : POINT;
  }
}
