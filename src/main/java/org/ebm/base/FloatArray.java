package org.ebm.base;

import java.util.Arrays;
import java.util.List;

/**
 * A float32 array on the host, row-major: what files hold and what Java code that needs no engine works on. Arithmetic on batches belongs to the
 * engine's arrays. Equality is by content.
 *
 * @param shape all axes, the batch axis included; empty for a scalar
 * @param values as many as the shape's product; not copied
 */
public record FloatArray(int[] shape, float[] values) {
  public FloatArray {
    long elements = 1;
    for (int size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    if (elements != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for shape " + Arrays.toString(shape));
    }
  }

  public static FloatArray of(float... values) {
    return new FloatArray(new int[] {values.length}, values);
  }

  /** n zero examples of the given shape; a bad configuration (exit 78) if the memory cannot hold them. */
  public static FloatArray zeros(Shape example, int n) {
    int numbers = MemoryLimit.forNumbers(n + " x " + example, (long) n * example.elements());
    return new FloatArray(example.batch(n), new float[numbers]);
  }

  /** Length of the first axis. */
  public int rows() {
    return shape[0];
  }

  /** Elements of one row along the first axis. */
  public int rowElements() {
    return shape[0] == 0 ? 0 : values.length / shape[0];
  }

  /** A copy of rows from (inclusive) to (exclusive). */
  public FloatArray slice(int from, int to) {
    int[] sizes = shape.clone();
    sizes[0] = to - from;
    return new FloatArray(
        sizes, Arrays.copyOfRange(values, from * rowElements(), to * rowElements()));
  }

  /** Arrays one after another along the first axis; at least one, all of the same row shape. */
  public static FloatArray concat(List<FloatArray> parts) {
    int[] sizes = parts.get(0).shape.clone();
    sizes[0] = parts.stream().mapToInt(FloatArray::rows).sum();
    float[] all = new float[parts.stream().mapToInt(part -> part.values.length).sum()];
    int position = 0;
    for (FloatArray part : parts) {
      System.arraycopy(part.values, 0, all, position, part.values.length);
      position += part.values.length;
    }
    return new FloatArray(sizes, all);
  }

  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatArray array
        && Arrays.equals(shape, array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "float32" + Arrays.toString(shape);
  }
}
