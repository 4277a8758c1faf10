package org.ebm.data;

/**
 * One solid body around the origin, within the unit ball but for roundness: upright along z, of random proportions, turned about z by a random angle.
 *
 * @param sizes half lengths and radii, as its form counts them
 * @param turn radians
 */
record Solid(Solids.Form form, double[] sizes, double turn) {
  static Solid draw(Solids.Form form, Dice dice) {
    double[] sizes = switch (form) {
      case BOX ->
        new double[] {dice.uniform(0.35, 0.65), dice.uniform(0.35, 0.65), dice.uniform(0.35, 0.65)};
      case SPHERE -> new double[] {dice.uniform(0.6, 0.9)};
      case CYLINDER -> new double[] {dice.uniform(0.35, 0.6), dice.uniform(0.5, 0.75)};
      case CONE -> new double[] {dice.uniform(0.5, 0.75), dice.uniform(0.55, 0.65)};
      case TORUS -> new double[] {dice.uniform(0.5, 0.65), dice.uniform(0.18, 0.28)};
    };
    return new Solid(form, sizes, dice.uniform(0, 2 * Math.PI));
  }

  /** Whether it holds the point. */
  boolean holds(double x, double y, double z) {
    double[] at = turned(x, y, -turn);
    double across = Math.hypot(at[0], at[1]);
    return switch (form) {
      case BOX ->
        Math.abs(at[0]) <= sizes[0] && Math.abs(at[1]) <= sizes[1] && Math.abs(z) <= sizes[2];
      case SPHERE -> Math.hypot(across, z) <= sizes[0];
      case CYLINDER -> across <= sizes[0] && Math.abs(z) <= sizes[1];
      case CONE -> Math.abs(z) <= sizes[1] && across <= sizes[0] * (sizes[1] - z) / (2 * sizes[1]);
      case TORUS -> Math.hypot(across - sizes[0], z) <= sizes[1];
    };
  }

  /** A point (x, y, z) drawn uniformly from its surface. */
  double[] surface(Dice dice) {
    double[] at = switch (form) {
      case BOX -> ofBox(dice);
      case SPHERE -> ofSphere(dice);
      case CYLINDER -> ofCylinder(dice);
      case CONE -> ofCone(dice);
      case TORUS -> ofTorus(dice);
    };
    double[] flat = turned(at[0], at[1], turn);
    return new double[] {flat[0], flat[1], at[2]};
  }

  private static double[] turned(double x, double y, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new double[] {cos * x - sin * y, sin * x + cos * y};
  }

  /** A pair of faces by its area, one of the two, a place on it. */
  private double[] ofBox(Dice dice) {
    double[] areas = {sizes[1] * sizes[2], sizes[0] * sizes[2], sizes[0] * sizes[1]};
    double at = dice.uniform(0, areas[0] + areas[1] + areas[2]);
    int axis = at < areas[0] ? 0 : at < areas[0] + areas[1] ? 1 : 2;
    double[] point = new double[3];
    for (int i = 0; i < 3; i++) {
      point[i] = i == axis ? sizes[i] * side(dice) : dice.uniform(-sizes[i], sizes[i]);
    }
    return point;
  }

  private static int side(Dice dice) {
    return dice.index(2) == 0 ? -1 : 1;
  }

  private double[] ofSphere(Dice dice) {
    double z = dice.uniform(-1, 1);
    double angle = dice.uniform(0, 2 * Math.PI);
    return ring(sizes[0] * Math.sqrt(1 - z * z), angle, sizes[0] * z);
  }

  /** Two lids of area pi r^2 each, a side of 4 pi r h. */
  private double[] ofCylinder(Dice dice) {
    double radius = sizes[0];
    double height = sizes[1];
    double angle = dice.uniform(0, 2 * Math.PI);
    boolean lid = dice.uniform(0, radius + 2 * height) < radius;
    return lid
        ? ring(radius * Math.sqrt(dice.uniform()), angle, height * side(dice))
        : ring(radius, angle, dice.uniform(-height, height));
  }

  /** A base of area pi r^2, a mantle of pi r s with slant s; a mantle's share within t of the slant from the apex is t^2. */
  private double[] ofCone(Dice dice) {
    double radius = sizes[0];
    double height = sizes[1];
    double slant = Math.hypot(radius, 2 * height);
    double angle = dice.uniform(0, 2 * Math.PI);
    boolean base = dice.uniform(0, radius + slant) < radius;
    double share = Math.sqrt(dice.uniform());
    return ring(radius * share, angle, base ? -height : height - 2 * height * share);
  }

  /** The tube's outer side has more area: a place on it is kept in proportion to its distance from the axis. */
  private double[] ofTorus(Dice dice) {
    double tube;
    double across;
    do {
      tube = dice.uniform(0, 2 * Math.PI);
      across = sizes[0] + sizes[1] * Math.cos(tube);
    } while (dice.uniform(0, sizes[0] + sizes[1]) > across);
    return ring(across, dice.uniform(0, 2 * Math.PI), sizes[1] * Math.sin(tube));
  }

  private static double[] ring(double radius, double angle, double z) {
    return new double[] {radius * Math.cos(angle), radius * Math.sin(angle), z};
  }
}
