package org.ebm.network;

import org.ebm.base.FloatArray;
import org.ebm.base.MemoryLimit;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;

/**
 * A learned array of a layer.
 *
 * @param name unique in its layer: {@code weight}, {@code bias}
 * @param shape all axes
 * @param bound initial values are uniform in [-bound, bound]; 0 starts at exact zero
 */
public record Parameter(String name, Shape shape, double bound) {
  /** PyTorch's default for weights and biases of linear and convolutional layers: uniform within 1/sqrt(fan-in). */
  static Parameter ofFanIn(String name, Shape shape, int fanIn) {
    return new Parameter(name, shape, 1 / Math.sqrt(fanIn));
  }

  public Parameter named(String longer) {
    return new Parameter(longer, shape, bound);
  }

  /** Initial values, a function of the key and the name only. */
  public FloatArray initial(RandomKey key) {
    float[] values =
        new float[MemoryLimit.forNumbers("array " + name + " of shape " + shape, shape.elements())];
    if (bound > 0) {
      var generator = key.fold(name).generator();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * generator.nextDouble() - 1));
      }
    }
    return new FloatArray(shape.sizes().stream().mapToInt(Integer::intValue).toArray(), values);
  }
}
