package org.ebm.data;

import java.util.Arrays;

/** A round pen on a square sheet of pixels: each pixel remembers how near the pen came. */
final class Pen {
  private final int size;
  private final double halfWidth;
  private final double[] nearest;

  /** @param width of the line, in pixels */
  Pen(int size, double width) {
    this.size = size;
    this.halfWidth = width / 2;
    this.nearest = new double[size * size];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
  }

  /** Draws straight lines from point to point. */
  void trace(double[][] points) {
    for (int i = 1; i < points.length; i++) {
      line(points[i - 1], points[i]);
    }
  }

  /** How far the line covers each pixel, 0 to 255: its edge is one pixel wide. */
  byte[] ink() {
    byte[] ink = new byte[nearest.length];
    for (int i = 0; i < ink.length; i++) {
      double coverage = halfWidth + 0.5 - Math.sqrt(nearest[i]);
      ink[i] = (byte) Math.round(255 * Math.min(Math.max(coverage, 0), 1));
    }
    return ink;
  }

  private void line(double[] from, double[] to) {
    double reach = halfWidth + 0.5;
    int left = pixel(Math.min(from[0], to[0]) - reach);
    int right = pixel(Math.max(from[0], to[0]) + reach);
    int top = pixel(Math.min(from[1], to[1]) - reach);
    int bottom = pixel(Math.max(from[1], to[1]) + reach);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double squared = squaredDistance(x + 0.5, y + 0.5, from, to);
        nearest[y * size + x] = Math.min(nearest[y * size + x], squared);
      }
    }
  }

  private int pixel(double position) {
    return (int) Math.min(Math.max(Math.floor(position), 0), size - 1);
  }

  private static double squaredDistance(double x, double y, double[] from, double[] to) {
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / length;
    double t = Math.min(Math.max(along, 0), 1);
    double ex = x - from[0] - t * dx;
    double ey = y - from[1] - t * dy;
    return ex * ex + ey * ey;
  }
}
