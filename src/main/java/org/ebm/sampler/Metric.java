package org.ebm.sampler;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.Potential;
import org.ebm.energy.Stretched;

/**
 * A diagonal metric: chains move in coordinates z = x / 2^k, k an integer for each element, in which all directions are about as wide. Powers of two round nothing, so a
 * state in x holds all that the next step needs, and eps is at most a factor sqrt 2 beside what the deviations themselves would allow.
 *
 * @param exponents k of each element of a state; empty: the data's own units
 */
public record Metric(int[] exponents) {
  /** The data's own units. */
  public static final Metric NONE = new Metric(new int[0]);

  private static final int LARGEST = 60;

  /**
   * The nearest to standard deviations.
   *
   * @param deviations of each element; one that is not above 0 keeps its units
   */
  static Metric of(double[] deviations) {
    int[] exponents = new int[deviations.length];
    for (int i = 0; i < exponents.length; i++) {
      double log = Math.log(deviations[i]) / Math.log(2);
      exponents[i] =
          Double.isFinite(log) ? (int) Math.max(-LARGEST, Math.min(LARGEST, Math.rint(log))) : 0;
    }
    return new Metric(exponents);
  }

  /** As a checkpoint has it. */
  public String text() {
    return Arrays.stream(exponents).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  /** What {@link #text} gave. */
  public static Metric of(String text) {
    return text.isEmpty()
        ? NONE
        : new Metric(
            Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray());
  }

  public boolean isNone() {
    return exponents.length == 0;
  }

  /** The smallest unit, data units. */
  double narrowest() {
    return Math.scalb(1.0, Arrays.stream(exponents).min().orElse(0));
  }

  /** The energy in the metric's coordinates. */
  public Potential of(Potential energy) {
    return isNone() ? energy : Stretched.of(energy, scale(energy.shape()));
  }

  /** The units, (1, shape...). */
  public FloatArray scale(Shape shape) {
    FloatArray scale = FloatArray.zeros(shape, 1);
    for (int i = 0; i < exponents.length; i++) {
      scale.values()[i] = Math.scalb(1f, exponents[i]);
    }
    return scale;
  }

  /** A state of the energy as one of the energy in the metric's coordinates. */
  public ChainState into(ChainState state) {
    return isNone()
        ? state
        : new ChainState(times(state.position(), -1), state.energy(), times(state.gradient(), 1));
  }

  /** The other way. */
  public ChainState outOf(ChainState state) {
    return isNone()
        ? state
        : new ChainState(times(state.position(), 1), state.energy(), times(state.gradient(), -1));
  }

  private FloatArray times(FloatArray array, int sign) {
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], sign * exponents[i % exponents.length]);
    }
    return new FloatArray(array.shape(), values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metric metric && Arrays.equals(exponents, metric.exponents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(exponents);
  }

  @Override
  public String toString() {
    return "Metric[" + text() + "]";
  }
}
