package org.ebm.base;

import java.util.List;

/**
 * What data are measured in: x = mean + sd z, where z has mean 0 and sd 1 in each coordinate. Learned energies are of x; chains that know the units take their steps in z.
 *
 * @param mean of each coordinate, or one number for all
 * @param sd of each coordinate, or one number for all; > 0
 */
public record Units(List<Double> mean, List<Double> sd) {
  public Units {
    mean = List.copyOf(mean);
    sd = List.copyOf(sd);
  }

  /** Standard numbers as data. */
  public FloatArray toData(FloatArray standard) {
    float[] values = standard.values().clone();
    int width = standard.rowElements();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (of(mean, i % width) + of(sd, i % width) * values[i]);
    }
    return new FloatArray(standard.shape(), values);
  }

  /** Data as standard numbers. */
  public FloatArray toStandard(FloatArray data) {
    float[] values = data.values().clone();
    int width = data.rowElements();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((values[i] - of(mean, i % width)) / of(sd, i % width));
    }
    return new FloatArray(data.shape(), values);
  }

  /** The smallest sd. */
  public double narrowest() {
    return sd.stream().mapToDouble(value -> value).min().orElse(1);
  }

  private static double of(List<Double> numbers, int coordinate) {
    return numbers.get(numbers.size() == 1 ? 0 : coordinate);
  }
}
