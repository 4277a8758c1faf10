package org.ebm.energy;

import org.ebm.base.FloatArray;
import org.ebm.base.Support;

/** Of pictures, which share of the responses of each filter of a {@link Frame} lies in each of its bins, over all places and channels. */
public final class FrameHistograms {
  private FrameHistograms() {}

  /**
   * Shares by filter and bin.
   *
   * @param pictures (n, channels, height, width), of the frame's space
   */
  public static double[][] of(Frame frame, FloatArray pictures) {
    double[][] shares = new double[frame.kernels().size()][frame.bins()];
    int plane = frame.input().get(1) * frame.input().get(2);
    double each = 1.0 / pictures.values().length;
    for (int k = 0; k < shares.length; k++) {
      Filter.Kernel kernel = frame.kernels().get(k);
      double first = frame.middle(kernel, 0);
      double width = frame.middle(kernel, 1) - first;
      for (int at = 0; at < pictures.values().length; at++) {
        double response = response(frame, kernel, pictures.values(), at - at % plane, at % plane);
        int bin = (int) Math.floor((response - first) / width + 0.5 + 1e-3);
        shares[k][Math.max(0, Math.min(frame.bins() - 1, bin))] += each;
      }
    }
    return shares;
  }

  private static double response(
      Frame frame, Filter.Kernel kernel, float[] pixels, int from, int place) {
    int height = frame.input().get(1);
    int width = frame.input().get(2);
    double[][] weights = kernel.weights();
    double sum = 0;
    for (int dy = 0; dy < weights.length; dy++) {
      int row = Math.floorMod(place / width + dy - weights.length / 2, height);
      for (int dx = 0; dx < weights[0].length; dx++) {
        int column = Math.floorMod(place % width + dx - weights[0].length / 2, width);
        sum += weights[dy][dx] * centred(frame.support(), pixels[from + row * width + column]);
      }
    }
    return sum;
  }

  /** From -1 to 1. */
  private static double centred(Support support, double pixel) {
    return support == Support.REAL
        ? pixel
        : 2 * (pixel - support.low()) / (support.high() - support.low()) - 1;
  }
}
