package org.ebm.restore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.BlockMean;
import org.ebm.energy.Identity;
import org.ebm.energy.Mask;

/** What one would do without an energy: (observations, shape...) by name. */
final class Baselines {
  private Baselines() {}

  static Map<String, FloatArray> of(Preparation made, FloatArray y) {
    Map<String, FloatArray> all = new LinkedHashMap<>();
    Shape shape = made.before().shape();
    if (made.config().operator() instanceof Mask) {
      all.put("mean fill", made.filled(y));
      all.put("nearest", nearest(y, shape, made.open()));
    } else if (made.config().operator() instanceof BlockMean blocks) {
      all.put("nearest", made.program().back(y));
      if (shape.isImage()) {
        all.put("bicubic", Bicubic.enlarged(y, blocks.factor()));
      }
    } else if (made.config().operator() instanceof Identity) {
      all.put("as observed", y);
    }
    return all;
  }

  /** What is not seen takes the value of a neighbour by neighbour nearest element that is. */
  private static FloatArray nearest(FloatArray y, Shape shape, float[] open) {
    int[] source = sources(shape, open);
    float[] values = y.values().clone();
    for (int i = 0; i < values.length; i++) {
      int element = i % open.length;
      values[i] = y.values()[i - element + source[element]];
    }
    return new FloatArray(y.shape(), values);
  }

  /** By breadth first, from all that is seen at once; channels, the first of three axes or more, are not neighbours. */
  private static int[] sources(Shape shape, float[] open) {
    int[] source = new int[open.length];
    Arrays.fill(source, -1);
    ArrayDeque<Integer> edge = new ArrayDeque<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        source[i] = i;
        edge.add(i);
      }
    }
    while (!edge.isEmpty()) {
      int at = edge.remove();
      int stride = 1;
      for (int axis = shape.rank() - 1; axis >= (shape.rank() > 2 ? 1 : 0); axis--) {
        int place = at / stride % shape.size(axis);
        for (int step = -1; step <= 1; step += 2) {
          int next = at + step * stride;
          boolean isInside = place + step >= 0 && place + step < shape.size(axis);
          if (isInside && source[next] < 0) {
            source[next] = source[at];
            edge.add(next);
          }
        }
        stride *= shape.size(axis);
      }
    }
    return source;
  }
}
