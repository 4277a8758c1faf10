package org.ebm.restore;

import org.ebm.base.FloatArray;

/**
 * Bicubic enlargement of pictures, the borders repeated. Source: Keys (1981), IEEE Transactions on Acoustics, Speech, and Signal Processing 29(6), with a = -1/2; as Pillow's and MATLAB's.
 */
final class Bicubic {
  private Bicubic() {}

  /** @param images (n, channels, height, width) */
  static FloatArray enlarged(FloatArray images, int factor) {
    int[] shape = images.shape();
    int planes = shape[0] * shape[1];
    float[] wide = new float[images.values().length * factor];
    for (int row = 0; row < planes * shape[2]; row++) {
      line(images.values(), row * shape[3], 1, shape[3], wide, row * shape[3] * factor, factor);
    }
    int width = shape[3] * factor;
    float[] large = new float[wide.length * factor];
    for (int plane = 0; plane < planes; plane++) {
      for (int x = 0; x < width; x++) {
        int from = plane * shape[2] * width + x;
        int to = plane * shape[2] * width * factor + x;
        line(wide, from, width, shape[2], large, to, factor);
      }
    }
    return new FloatArray(new int[] {shape[0], shape[1], shape[2] * factor, width}, large);
  }

  /** Of numbers with a stride between them. */
  private static void line(
      float[] in, int from, int stride, int length, float[] out, int to, int factor) {
    for (int i = 0; i < length * factor; i++) {
      double at = (i + 0.5) / factor - 0.5;
      int below = (int) Math.floor(at);
      double sum = 0;
      for (int tap = below - 1; tap <= below + 2; tap++) {
        int inside = Math.max(0, Math.min(length - 1, tap));
        sum += weight(Math.abs(at - tap)) * in[from + inside * stride];
      }
      out[to + i * stride] = (float) sum;
    }
  }

  private static double weight(double t) {
    if (t >= 2) {
      return 0;
    }
    return t <= 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2;
  }
}
