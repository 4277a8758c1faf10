package org.ebm.network;

import org.ebm.base.ConfigException;
import org.ebm.base.Shape;

/** Shape arithmetic that convolutions and pools share. */
record Spatial(String layer, int kernel, int stride, int padding) {
  static Spatial of(String layer, int kernel, int stride, int padding) {
    return new Spatial(layer, kernel, stride, padding);
  }

  Shape outputShape(Shape input, int channels) {
    if (!input.isImage()) {
      throw new ConfigException(
          "", layer + " needs an image (channels, height, width), got " + input);
    }
    return Shape.of(channels, along(input, 1), along(input, 2));
  }

  private int along(Shape input, int axis) {
    long padded = input.size(axis) + 2L * padding;
    if (kernel > padded) {
      throw new ConfigException(
          "kernel",
          "kernel " + kernel + " does not fit its input " + input
              + (padding > 0 ? " padded by " + padding : ""));
    }
    long positions = (padded - kernel) / stride + 1;
    if (positions > Integer.MAX_VALUE) {
      throw new ConfigException(
          "padding", "gives " + positions + " positions along an axis, got " + padding);
    }
    return (int) positions;
  }
}
