package org.ebm.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.Support;

/**
 * The filters of a {@link Frame} as arrays of a program: their weights, so scaled that a response of t lies in bin floor(t), and where each pixel of a torus is seen from.
 *
 * @param kernels at least one
 * @param height of a picture's plane, pixels
 * @param width of it
 */
record FilterBank(
    List<Filter.Kernel> kernels, int bins, double range, Support support, int height, int width) {
  /** Of a bin's width: edges of bins lie where no response of whole numbers does, since rounding would decide there. */
  private static final double OFF_EDGE = 1e-3;

  /** Half of the height, and of the width, of the largest filter. */
  int tall() {
    return kernels.stream()
        .mapToInt(kernel -> kernel.weights().length / 2)
        .max()
        .orElseThrow();
  }

  int wide() {
    return kernels.stream()
        .mapToInt(kernel -> kernel.weights()[0].length / 2)
        .max()
        .orElseThrow();
  }

  /** The responses that the bins of a filter reach to, on both sides of 0: a share of the largest, or all of it where the level of grey counts. */
  double reach(Filter.Kernel kernel) {
    return kernel.sumsToZero() ? range * kernel.largest() : kernel.largest();
  }

  /** Pixels as numbers from -1 to 1: factor and summand. */
  private double factor() {
    return switch (support) {
      case REAL, SPIN -> 1;
      case BIT -> 2;
      case GREY -> 2.0 / support.high();
    };
  }

  private double summand() {
    return support == Support.REAL || support == Support.SPIN ? 0 : -1;
  }

  /** {@code kernels} (filters, 1, height, width) and {@code offsets} (filters): of a response in bins. */
  Map<String, FloatArray> arrays() {
    int rows = 2 * tall() + 1;
    int columns = 2 * wide() + 1;
    float[] weights = new float[kernels.size() * rows * columns];
    float[] offsets = new float[kernels.size()];
    for (int k = 0; k < kernels.size(); k++) {
      double[][] kernel = kernels.get(k).weights();
      double scale = bins / (2 * reach(kernels.get(k)));
      int down = tall() - kernel.length / 2;
      int right = wide() - kernel[0].length / 2;
      double sum = 0;
      for (int y = 0; y < kernel.length; y++) {
        for (int x = 0; x < kernel[0].length; x++) {
          weights[(k * rows + y + down) * columns + x + right] =
              (float) (scale * factor() * kernel[y][x]);
          sum += kernel[y][x];
        }
      }
      offsets[k] =
          (float) (bins / 2.0 + scale * summand() * sum + (support == Support.REAL ? 0 : OFF_EDGE));
    }
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("kernels", new FloatArray(new int[] {kernels.size(), 1, rows, columns}, weights));
    arrays.put("offsets", FloatArray.of(offsets));
    return arrays;
  }

  /**
   * Pixels that are drawn together, since no response sees two of them: {@code sites} (groups, pixels), and {@code windows} (groups, pixels x weights), the places whose responses see each
   * pixel, in the order of the weights by which they do.
   */
  Map<String, FloatArray> groups() {
    int down = step(height, 2 * tall() + 1);
    int right = step(width, 2 * wide() + 1);
    List<Integer> sites = new ArrayList<>();
    List<Integer> windows = new ArrayList<>();
    for (int group = 0; group < down * right; group++) {
      for (int y = group / right; y < height; y += down) {
        for (int x = group % right; x < width; x += right) {
          sites.add(y * width + x);
          for (int dy = tall(); dy >= -tall(); dy--) {
            for (int dx = wide(); dx >= -wide(); dx--) {
              windows.add(Math.floorMod(y + dy, height) * width + Math.floorMod(x + dx, width));
            }
          }
        }
      }
    }
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("sites", array(down * right, sites));
    arrays.put("windows", array(down * right, windows));
    return arrays;
  }

  private static FloatArray array(int rows, List<Integer> numbers) {
    FloatArray flat = Lattice.array(numbers.stream().mapToInt(Integer::intValue).toArray());
    return new FloatArray(new int[] {rows, numbers.size() / rows}, flat.values());
  }

  /** The smallest part of an axis that is at least a filter's extent. */
  private static int step(int axis, int extent) {
    int step = extent;
    while (axis % step != 0) {
      step++;
    }
    return step;
  }
}
