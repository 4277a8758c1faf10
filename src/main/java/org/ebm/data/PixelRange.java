package org.ebm.data;

import java.nio.file.Path;
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
              + "; images are learned in [-1, 1]: (x / 127.5 - 1).astype('f4')");
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
