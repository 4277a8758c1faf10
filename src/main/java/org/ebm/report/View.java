package org.ebm.report;

/**
 * From where bodies are looked at, from far away: without perspective.
 *
 * @param right unit vector (x, y, z) that points to the right on the screen; z is upwards in space
 * @param up unit vector that points upwards on the screen
 * @param near unit vector towards the eye
 */
record View(double[] right, double[] up, double[] near) {
  /** From the front, somewhat from the right and from above. */
  static final View CORNER = of(Math.toRadians(30), Math.toRadians(25));

  /** Straight down on it. */
  static final View ABOVE = of(0, Math.PI / 2);

  /**
   * @param azimuth by which the eye goes around to the right from the front, from where x is to the right and y away; radians
   * @param elevation by which it rises
   */
  static View of(double azimuth, double elevation) {
    double cos = Math.cos(azimuth);
    double sin = Math.sin(azimuth);
    double high = Math.sin(elevation);
    double flat = Math.cos(elevation);
    return new View(
        new double[] {cos, sin, 0},
        new double[] {-sin * high, cos * high, flat},
        new double[] {sin * flat, -cos * flat, high});
  }

  static double along(double[] axis, double x, double y, double z) {
    return axis[0] * x + axis[1] * y + axis[2] * z;
  }
}
