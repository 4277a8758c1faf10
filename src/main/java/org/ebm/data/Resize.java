package org.ebm.data;

/**
 * Antialiased bilinear resizing: each output pixel is a weighted mean under a triangle as wide as the larger of one input and one output pixel
 * spacing, cut off at the border. The short side becomes the target size, the long side keeps the proportion, and the centre is cut out.
 */
final class Resize {
  private Resize() {}

  /**
   * The central square of one channel.
   *
   * @param plane one channel, row by row, unsigned bytes
   * @return size x size, rounded to 8 bits
   */
  static byte[] toSquare(byte[] plane, int width, int height, int size) {
    if (width == size && height == size) {
      return plane.clone();
    }
    Taps[] columns = taps(width, Math.min(width, height), size);
    Taps[] rows = taps(height, Math.min(width, height), size);
    int firstRow = rows[0].from();
    int lastRow = rows[size - 1].from() + rows[size - 1].weights().length;
    float[] narrowed = new float[(lastRow - firstRow) * size];
    for (int y = firstRow; y < lastRow; y++) {
      for (int x = 0; x < size; x++) {
        narrowed[(y - firstRow) * size + x] = columns[x].sumBytes(plane, y * width);
      }
    }
    byte[] square = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        square[y * size + x] = (byte) Math.round(rows[y].sumColumn(narrowed, x, firstRow, size));
      }
    }
    return square;
  }

  /** Weights of the input pixels from, from + 1, ... in one output pixel; they sum to 1. */
  private record Taps(int from, float[] weights) {
    float sumBytes(byte[] plane, int rowStart) {
      float sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * Byte.toUnsignedInt(plane[rowStart + from + i]);
      }
      return sum;
    }

    float sumColumn(float[] values, int column, int firstRow, int stride) {
      float sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * values[(from - firstRow + i) * stride + column];
      }
      return sum;
    }
  }

  /** Taps of the central window of the given size along one side. */
  private static Taps[] taps(int length, int shortSide, int size) {
    long scaled = Math.round((double) length * size / shortSide);
    long offset = (scaled - size) / 2;
    double step = (double) length / scaled;
    Taps[] taps = new Taps[size];
    for (int i = 0; i < size; i++) {
      taps[i] = taps((offset + i + 0.5) * step, Math.max(step, 1), length);
    }
    return taps;
  }

  private static Taps taps(double centre, double reach, int length) {
    int from = (int) Math.max(0, Math.floor(centre - reach + 0.5));
    int to = (int) Math.min(length, Math.floor(centre + reach + 0.5));
    float[] weights = new float[to - from];
    double total = 0;
    for (int i = from; i < to; i++) {
      weights[i - from] = (float) (1 - Math.abs(i + 0.5 - centre) / reach);
      total += weights[i - from];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) total;
    }
    return new Taps(from, weights);
  }
}
