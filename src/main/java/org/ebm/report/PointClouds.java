package org.ebm.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;

/** Sets of points in space as pictures: each from a corner and from above, side by side, near points dark and far ones pale. */
final class PointClouds {
  private static final int SIDE = 84;
  private static final int DOT = 2;
  /** Both views, and paper between one set and the next. */
  private static final int WIDTH = 2 * SIDE + 12;
  /** Share of paper in the colour of the farthest points. */
  private static final double PALEST = 0.8;

  private final FloatArray sets;
  private final double halfWidth;
  private final float[] pixels;

  private PointClouds(FloatArray sets, double halfWidth) {
    this.sets = sets;
    this.halfWidth = halfWidth;
    this.pixels = new float[sets.rows() * 3 * SIDE * WIDTH];
    Arrays.fill(pixels, 1);
  }

  /**
   * @param sets (n, points, 3)
   * @param halfWidth of what a view shows, data units; points beyond it are not drawn
   * @return (n, 3, height, width), values in [-1, 1]; all magenta for a set with a non-finite value
   */
  static FloatArray draw(FloatArray sets, double halfWidth) {
    PointClouds clouds = new PointClouds(sets, halfWidth);
    for (int set = 0; set < sets.rows(); set++) {
      if (sets.slice(set, set + 1).isFinite()) {
        clouds.view(set, View.CORNER, 0);
        clouds.view(set, View.ABOVE, SIDE);
      } else {
        clouds.fill(set);
      }
    }
    return new FloatArray(new int[] {sets.rows(), 3, SIDE, WIDTH}, clouds.pixels);
  }

  private void view(int set, View view, int left) {
    double[][] points = IntStream.range(0, sets.shape()[1])
        .mapToObj(point -> seen(set, point, view))
        .sorted(Comparator.comparingDouble(seen -> seen[2]))
        .toArray(double[][]::new);
    for (double[] point : points) {
      int rgb = Palette.towardsPaper(Palette.line(0), PALEST * (0.5 - 0.5 * point[2] / halfWidth))
          .getRGB();
      int x = (int) Math.floor((point[0] / halfWidth + 1) / 2 * (SIDE - DOT));
      int y = (int) Math.floor((1 - point[1] / halfWidth) / 2 * (SIDE - DOT));
      for (int dot = 0; dot < DOT * DOT; dot++) {
        put(set, left, x + dot % DOT, y + dot / DOT, rgb);
      }
    }
  }

  private double[] seen(int set, int point, View view) {
    int at = set * sets.rowElements() + 3 * point;
    double x = sets.values()[at];
    double y = sets.values()[at + 1];
    double z = sets.values()[at + 2];
    return new double[] {
      View.along(view.right(), x, y, z),
      View.along(view.up(), x, y, z),
      View.along(view.near(), x, y, z)
    };
  }

  private void put(int set, int left, int x, int y, int rgb) {
    if (x < 0 || x >= SIDE || y < 0 || y >= SIDE) {
      return;
    }
    for (int channel = 0; channel < 3; channel++) {
      pixels[((set * 3 + channel) * SIDE + y) * WIDTH + left + x] =
          (rgb >> (16 - 8 * channel) & 0xFF) / 127.5f - 1;
    }
  }

  private void fill(int set) {
    int all = 3 * SIDE * WIDTH;
    Arrays.fill(pixels, set * all, (set + 1) * all, Float.NaN);
  }
}
