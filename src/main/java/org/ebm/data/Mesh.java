package org.ebm.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ebm.base.RandomKey;

/**
 * Points of a file, and the triangles between them.
 *
 * @param points x, y, z of one after the other
 * @param triangles numbers of three points each; empty for a cloud of points
 */
record Mesh(float[] points, int[] triangles) {
  int count() {
    return points.length / 3;
  }

  /**
   * So many points: drawn uniformly from the surface where there are triangles, else so many of the points, each once.
   *
   * @param wanted at most {@link #count} where there are no triangles
   */
  float[] sample(int wanted, RandomKey key) {
    Dice dice = Dice.of(key);
    return triangles.length > 0 ? ofSurface(wanted, dice) : some(wanted, dice);
  }

  /** The first steps of a shuffle. */
  private float[] some(int wanted, Dice dice) {
    int[] order = IntStream.range(0, count()).toArray();
    float[] sample = new float[3 * wanted];
    for (int i = 0; i < wanted; i++) {
      int other = i + dice.index(order.length - i);
      int chosen = order[other];
      order[other] = order[i];
      System.arraycopy(points, 3 * chosen, sample, 3 * i, 3);
    }
    return sample;
  }

  /** A triangle by its area, and in it u a + v b + (1 - u - v) c, reflected into the triangle where u + v > 1. */
  private float[] ofSurface(int wanted, Dice dice) {
    double[] upTo = areas();
    float[] sample = new float[3 * wanted];
    for (int i = 0; i < wanted; i++) {
      int found = Arrays.binarySearch(upTo, dice.uniform(0, upTo[upTo.length - 1]));
      int triangle = Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
      double u = dice.uniform();
      double v = dice.uniform();
      boolean outside = u + v > 1;
      double a = outside ? 1 - u : u;
      double b = outside ? 1 - v : v;
      for (int axis = 0; axis < 3; axis++) {
        sample[3 * i + axis] = (float) (a * corner(triangle, 0, axis)
            + b * corner(triangle, 1, axis)
            + (1 - a - b) * corner(triangle, 2, axis));
      }
    }
    return sample;
  }

  /** Of all triangles up to each, the last included. */
  double[] areas() {
    double[] upTo = new double[triangles.length / 3];
    double sum = 0;
    for (int triangle = 0; triangle < upTo.length; triangle++) {
      double[] b = new double[3];
      double[] c = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        b[axis] = corner(triangle, 1, axis) - corner(triangle, 0, axis);
        c[axis] = corner(triangle, 2, axis) - corner(triangle, 0, axis);
      }
      double x = b[1] * c[2] - b[2] * c[1];
      double y = b[2] * c[0] - b[0] * c[2];
      double z = b[0] * c[1] - b[1] * c[0];
      sum += Math.sqrt(x * x + y * y + z * z) / 2;
      upTo[triangle] = sum;
    }
    return upTo;
  }

  private float corner(int triangle, int which, int axis) {
    return points[3 * triangles[3 * triangle + which] + axis];
  }
}
