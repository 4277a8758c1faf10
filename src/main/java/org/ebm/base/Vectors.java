package org.ebm.base;

import java.util.List;

/** Sums over the elements of vectors, in float64 and in their order. NaN in gives NaN out. */
public final class Vectors {
  private Vectors() {}

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Euclidean. */
  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Euclidean. */
  public static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Euclidean, of all elements of all arrays together. */
  public static double norm(List<FloatArray> arrays) {
    double squares = 0;
    for (FloatArray array : arrays) {
      for (float value : array.values()) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares);
  }

  /** Euclidean. */
  public static double distance(float[] a, float[] b) {
    return distance(a, b, 0, a.length);
  }

  /** Mean Euclidean distance between row i of one array and row i of another of the same shape. */
  public static double meanDistance(FloatArray a, FloatArray b) {
    int width = a.rowElements();
    double sum = 0;
    for (int row = 0; row < a.rows(); row++) {
      sum += distance(a.values(), b.values(), row * width, (row + 1) * width);
    }
    return sum / a.rows();
  }

  /** Euclidean, of the elements from (inclusive) to (exclusive). */
  public static double distance(float[] a, float[] b, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      double difference = (double) a[i] - b[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
