package org.ebm.sampler;

import org.ebm.base.FloatArray;

/** Square images of fewer pixels: means of blocks on the way down, copies of a pixel on the way up. Down undoes up. */
public final class Grids {
  private Grids() {}

  /**
   * @param images (n, channels, side, side)
   * @param side of the result, which divides theirs
   */
  public static FloatArray down(FloatArray images, int side) {
    int from = images.shape()[3];
    int block = from / side;
    FloatArray coarse = empty(images, side);
    int planes = images.shape()[0] * images.shape()[1];
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          double sum = 0;
          for (int i = 0; i < block * block; i++) {
            int y = row * block + i / block;
            int x = column * block + i % block;
            sum += images.values()[(plane * from + y) * from + x];
          }
          coarse.values()[(plane * side + row) * side + column] = (float) (sum / (block * block));
        }
      }
    }
    return coarse;
  }

  /**
   * @param images (n, channels, side, side)
   * @param side of the result, which theirs divides
   */
  public static FloatArray up(FloatArray images, int side) {
    int from = images.shape()[3];
    int block = side / from;
    FloatArray fine = empty(images, side);
    int planes = images.shape()[0] * images.shape()[1];
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < side * side; i++) {
        int y = i / side / block;
        int x = i % side / block;
        fine.values()[plane * side * side + i] = images.values()[(plane * from + y) * from + x];
      }
    }
    return fine;
  }

  private static FloatArray empty(FloatArray images, int side) {
    int n = images.shape()[0];
    int channels = images.shape()[1];
    return new FloatArray(
        new int[] {n, channels, side, side}, new float[n * channels * side * side]);
  }
}
