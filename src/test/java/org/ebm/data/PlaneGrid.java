package org.ebm.data;

import org.ebm.base.FloatArray;

/** Midpoint sums of a density over a box: mass, entropy and variance of log q, in nats. */
record PlaneGrid(double mass, double entropy, double logVariance) {
  static PlaneGrid of(Examples examples, int resolution) {
    return of(examples, examples.box().orElseThrow(), resolution);
  }

  static PlaneGrid of(Examples examples, Box box, int resolution) {
    double width = (box.xMax() - box.xMin()) / resolution;
    double height = (box.yMax() - box.yMin()) / resolution;
    FloatArray points = new FloatArray(
        new int[] {resolution * resolution, 2}, new float[2 * resolution * resolution]);
    for (int i = 0; i < resolution * resolution; i++) {
      int row = i / resolution;
      points.values()[2 * i] = (float) (box.xMin() + (i % resolution + 0.5) * width);
      points.values()[2 * i + 1] = (float) (box.yMin() + (row + 0.5) * height);
    }
    double mass = 0;
    double entropy = 0;
    double square = 0;
    for (double log : examples.logDensity(points).orElseThrow()) {
      double cell = Math.exp(log) * width * height;
      if (cell > 0) {
        mass += cell;
        entropy -= cell * log;
        square += cell * log * log;
      }
    }
    return new PlaneGrid(mass, entropy, square - entropy * entropy);
  }
}
