package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;

/** Lists, which a search takes apart, and arrays, which a program takes whole. */
final class Rows {
  private Rows() {}

  /** Rows as one array (n, shape...). */
  static FloatArray array(List<float[]> rows, Shape shape) {
    FloatArray array = FloatArray.zeros(shape, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, array.values(), i * shape.elements(), shape.elements());
    }
    return array;
  }

  /** The rows of an array (n, ...). */
  static List<float[]> of(FloatArray array) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < array.rows(); i++) {
      rows.add(row(array, i));
    }
    return rows;
  }

  static float[] row(FloatArray array, int row) {
    int width = array.rowElements();
    return Arrays.copyOfRange(array.values(), row * width, (row + 1) * width);
  }

  /** A number of each item, (n). */
  static <A> FloatArray vector(List<A> items, ToDoubleFunction<A> value) {
    float[] values = new float[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(items.get(i));
    }
    return FloatArray.of(values);
  }
}
