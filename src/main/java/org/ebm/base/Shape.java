package org.ebm.base;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sizes of one example, without the batch axis: (2) for a point in the plane, (channels, height, width) for an image.
 *
 * @param sizes each at least 1
 */
public record Shape(List<Integer> sizes) {
  public Shape {
    sizes = List.copyOf(sizes);
    long elements = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw new ConfigException("", "a shape's sizes must be at least 1, got " + sizes);
      }
      elements = Math.min(elements * size, Integer.MAX_VALUE + 1L);
    }
    if (elements > Integer.MAX_VALUE) {
      throw new ConfigException("", "shape " + sizes + " has more than 2^31 elements");
    }
  }

  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  /** Number of elements of one example, d. */
  public int elements() {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  public int rank() {
    return sizes.size();
  }

  public int size(int axis) {
    return sizes.get(axis);
  }

  /** True for (channels, height, width). */
  public boolean isImage() {
    return rank() == 3;
  }

  /** Sizes of a batch of n examples: (n, sizes...). */
  public int[] batch(int n) {
    int[] batch = new int[rank() + 1];
    batch[0] = n;
    for (int i = 0; i < rank(); i++) {
      batch[i + 1] = size(i);
    }
    return batch;
  }

  /** As in messages: {@code 3x32x32}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
