package org.ebm.data;

/** A rectangle of the plane, in data units. */
public record Box(double xMin, double xMax, double yMin, double yMax) {
  /** The square of the given half-width around the origin. */
  public static Box square(double halfWidth) {
    return new Box(-halfWidth, halfWidth, -halfWidth, halfWidth);
  }

  /** This box with a margin on each side. */
  public Box grown(double margin) {
    return new Box(xMin - margin, xMax + margin, yMin - margin, yMax + margin);
  }

  public double area() {
    return (xMax - xMin) * (yMax - yMin);
  }
}
