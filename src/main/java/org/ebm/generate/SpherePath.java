package org.ebm.generate;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Vectors;

/**
 * Noise between two noises: z = cos(a) z1 + sin(a) z2 with a from 0 to pi / 2 in equal steps. Each is a draw of the same law where that is normal, and has its variance in any case.
 * Source: Nijkamp et al. (2019), NeurIPS, section 4.2, with rho = sin(a).
 */
final class SpherePath {
  private SpherePath() {}

  /**
   * @param one ends of the paths, (paths, ...)
   * @param points on each, both ends included
   * @return for each point of a path that of all paths, (paths, ...)
   */
  static List<FloatArray> between(FloatArray one, FloatArray other, int points) {
    List<FloatArray> all = new ArrayList<>();
    for (int point = 0; point < points; point++) {
      double angle = Math.PI / 2 * point / (points - 1);
      // cos(pi / 2) is not 0 in floating point, and the ends should be what they are
      double first = point == points - 1 ? 0 : Math.cos(angle);
      double second = point == points - 1 ? 1 : Math.sin(angle);
      float[] values = new float[one.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (first * one.values()[i] + second * other.values()[i]);
      }
      all.add(new FloatArray(one.shape(), values));
    }
    return all;
  }

  /**
   * What paths are like: how far their examples are from each other.
   *
   * @param length sum of the jumps over the distance of the ends, mean over paths
   * @param largestJump over the mean jump, of the worst path
   */
  record Shape(double length, double largestJump) {}

  /** @param examples for each point that of all paths */
  static Shape shape(List<FloatArray> examples) {
    int paths = examples.get(0).rows();
    double length = 0;
    double worst = 0;
    for (int path = 0; path < paths; path++) {
      double sum = 0;
      double largest = 0;
      for (int point = 1; point < examples.size(); point++) {
        double jump = distance(examples.get(point - 1), examples.get(point), path);
        sum += jump;
        largest = Math.max(largest, jump);
      }
      double ends = distance(examples.get(0), examples.get(examples.size() - 1), path);
      length += sum / ends / paths;
      worst = Math.max(worst, largest * (examples.size() - 1) / sum);
    }
    return new Shape(length, worst);
  }

  private static double distance(FloatArray one, FloatArray other, int row) {
    int width = one.rowElements();
    return Vectors.distance(one.values(), other.values(), row * width, (row + 1) * width);
  }
}
