package org.ebm.report;

import java.util.Arrays;
import org.ebm.base.FloatArray;

/** Images (n, channels, height, width) with values in [-1, 1] as screen pixels. */
final class Pixels {
  private Pixels() {}

  static void requireImages(FloatArray images) {
    int[] shape = images.shape();
    if (shape.length != 4 || (shape[1] != 1 && shape[1] != 3)) {
      throw new IllegalArgumentException(
          "images must be (n, 1 or 3, height, width), got " + Arrays.toString(shape));
    }
  }

  static int height(FloatArray images) {
    return images.shape()[2];
  }

  static int width(FloatArray images) {
    return images.shape()[3];
  }

  /** Pixels of one image, 0xRRGGBB row by row. Values beyond [-1, 1] are shown as -1 or 1, a non-finite value as {@link Palette#NON_FINITE}. */
  static int[] rgb(FloatArray images, int index) {
    int channels = images.shape()[1];
    int area = height(images) * width(images);
    float[] values = images.values();
    int start = index * channels * area;
    int[] rgb = new int[area];
    for (int pixel = 0; pixel < area; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        float value = values[start + Math.min(channel, channels - 1) * area + pixel];
        if (!Float.isFinite(value)) {
          rgb[pixel] = Palette.NON_FINITE.getRGB();
          break;
        }
        rgb[pixel] = rgb[pixel] << 8 | Math.round((Math.max(-1, Math.min(1, value)) + 1) * 127.5f);
      }
    }
    return rgb;
  }
}
