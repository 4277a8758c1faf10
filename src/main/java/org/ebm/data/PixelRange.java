package org.ebm.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;

/**
 * Whether arrays of the shape of images hold pixels as everything here expects them, from -1 to 1: starts, pictures, and the usual step sizes and noise.
 *
 * @param whole whether all are whole numbers
 */
record PixelRange(double least, double most, boolean whole) {
  private static final int LARGEST_BYTE = 255;

  static PixelRange of(FloatArray images) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (float value : images.values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      whole &= value == Math.rint(value);
    }
    return new PixelRange(least, most, whole);
  }

  /** Values with black at the first number and white at the second, as -1 and 1. */
  static FloatArray scaled(FloatArray values, List<Double> range) {
    double black = range.get(0);
    double scale = 2 / (range.get(1) - black);
    FloatArray scaled = new FloatArray(values.shape(), values.values().clone());
    for (int i = 0; i < scaled.values().length; i++) {
      scaled.values()[i] = (float) ((scaled.values()[i] - black) * scale - 1);
    }
    return scaled;
  }

  /**
   * What to tell of numbers that may be meant; empty if they lie as they should.
   *
   * @throws EbmException damaged (exit 65) for bytes, which nobody means
   */
  Optional<String> requirePixels(Path file) {
    if (whole && least >= 0 && most > 1 && most <= LARGEST_BYTE) {
      throw EbmException.damaged(
          file,
          "holds bytes, " + (int) least + " to " + (int) most
              + "; images are learned in [-1, 1]: --set data.arrays.pixels=[0,255], or (x / 127.5 - 1).astype('f4')");
    }
    if (least < -1 || most > 1) {
      return Optional.of(
          file + ": values from " + least + " to " + most
              + ", images are expected in [-1, 1]; pictures show what is outside as black or white, and starts, noise and step_size are in these units");
    }
    return least >= 0 && most > 0
        ? Optional.of(file + ": values from " + least + " to " + most
            + ", images are expected in [-1, 1]; 2 * x - 1 makes them so")
        : Optional.empty();
  }
}
