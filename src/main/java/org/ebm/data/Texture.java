package org.ebm.data;

import java.util.Arrays;
import org.ebm.base.RandomKey;

/**
 * A picture that looks alike everywhere, on a torus of its own.
 *
 * @param planes one array per channel, row by row, values in [-1, 1]
 */
record Texture(int width, int height, float[][] planes) {
  private static final int SIDE = 192;
  private static final double WAVELENGTH = 8;
  private static final int WAVES = 40;
  private static final int CELL = 12;

  static Texture make(Textures.Made made, int channels, RandomKey key) {
    Dice dice = Dice.of(key);
    double[] field = made == Textures.Made.STRIPES ? stripes(dice) : spots(dice);
    double[][] ends = {{-0.7, 0.9}, {-0.8, 0.6}, {-0.6, 0.2}};
    float[][] planes = new float[channels][field.length];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < field.length; i++) {
        planes[channel][i] =
            (float) (ends[channel][0] + field[i] * (ends[channel][1] - ends[channel][0]));
      }
    }
    return new Texture(SIDE, SIDE, planes);
  }

  /** Plane waves of nearly one length and direction, whole numbers of them around the torus; a soft threshold of their sum. */
  private static double[] stripes(Dice dice) {
    double[] sum = new double[SIDE * SIDE];
    for (int wave = 0; wave < WAVES; wave++) {
      double angle = 0.35 * dice.gaussian();
      double cycles = SIDE / WAVELENGTH;
      long across = Math.round(cycles * Math.cos(angle));
      long along = Math.round(cycles * Math.sin(angle));
      double phase = dice.uniform(0, 2 * Math.PI);
      for (int i = 0; i < sum.length; i++) {
        double turns = (double) (across * (i % SIDE) + along * (i / SIDE)) / SIDE;
        sum[i] += Math.cos(2 * Math.PI * turns + phase);
      }
    }
    return Arrays.stream(sum)
        .map(value -> 0.5 + 0.5 * Math.tanh(2.5 * value / Math.sqrt(WAVES / 2.0)))
        .toArray();
  }

  /** A disc in each cell of a grid, shifted at random, with a soft edge. */
  private static double[] spots(Dice dice) {
    double[] field = new double[SIDE * SIDE];
    for (int cell = 0; cell < SIDE / CELL * (SIDE / CELL); cell++) {
      double x = (cell % (SIDE / CELL) + 0.5) * CELL + dice.uniform(-2, 2);
      double y = (cell / (SIDE / CELL) + 0.5) * CELL + dice.uniform(-2, 2);
      double radius = dice.uniform(2.5, 4.5);
      for (int dy = -CELL; dy <= CELL; dy++) {
        for (int dx = -CELL; dx <= CELL; dx++) {
          int column = (int) Math.floor(x) + dx;
          int row = (int) Math.floor(y) + dy;
          double distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
          int at = Math.floorMod(row, SIDE) * SIDE + Math.floorMod(column, SIDE);
          field[at] = Math.max(field[at], 1 / (1 + Math.exp(2 * (distance - radius))));
        }
      }
    }
    return field;
  }

  /**
   * Of a PNG or JPEG file.
   *
   * @param side 0: the picture as it is; else its central square, resized to so many pixels
   */
  static Texture of(ImageFile image, int side) {
    int width = side == 0 ? image.width() : side;
    int height = side == 0 ? image.height() : side;
    float[][] planes = new float[image.planes().length][width * height];
    for (int channel = 0; channel < planes.length; channel++) {
      byte[] plane = image.planes()[channel];
      byte[] bytes =
          side == 0 ? plane : Resize.toSquare(plane, image.width(), image.height(), side);
      for (int i = 0; i < bytes.length; i++) {
        planes[channel][i] = 2 * Byte.toUnsignedInt(bytes[i]) / 255f - 1;
      }
    }
    return new Texture(width, height, planes);
  }

  /** Some of its rows. */
  Texture rows(int from, int to) {
    float[][] some = Arrays.stream(planes)
        .map(plane -> Arrays.copyOfRange(plane, from * width, to * width))
        .toArray(float[][]::new);
    return new Texture(width, to - from, some);
  }
}
