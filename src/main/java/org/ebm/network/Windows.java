package org.ebm.network;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;

/** Sizes per axis of what slides over three axes: shape arithmetic that convolutions and pools of videos and volumes share. */
record Windows(String layer, List<Integer> kernel, List<Integer> stride, List<Integer> padding) {
  private static final int AXES = 3;

  /**
   * Exactly three numbers.
   *
   * @throws ConfigException below the key otherwise
   */
  static List<Integer> three(String key, List<Integer> sizes) {
    if (sizes.size() != AXES) {
      throw new ConfigException(
          key, "must have one number for each of three axes, as [3, 3, 3], got " + sizes);
    }
    return List.copyOf(sizes);
  }

  Shape outputShape(Shape input, int channels) {
    if (input.rank() != 1 + AXES) {
      throw new ConfigException(
          "", layer + " needs (channels, time or depth, height, width), got " + input);
    }
    int[] sizes = new int[1 + AXES];
    sizes[0] = channels;
    for (int axis = 0; axis < AXES; axis++) {
      long padded = input.size(axis + 1) + 2L * padding.get(axis);
      if (kernel.get(axis) > padded) {
        throw new ConfigException(
            "kernel",
            "kernel " + kernel + " does not fit its input " + input + " padded by " + padding);
      }
      long positions = (padded - kernel.get(axis)) / stride.get(axis) + 1;
      if (positions > Integer.MAX_VALUE) {
        throw new ConfigException(
            "padding", "gives " + positions + " positions along an axis, got " + padding);
      }
      sizes[axis + 1] = (int) positions;
    }
    return Shape.of(sizes);
  }
}
