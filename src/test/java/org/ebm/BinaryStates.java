package org.ebm;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;

/** All states of a few elements of two values, and the law exp(-U) on them, in float64. */
public final class BinaryStates {
  private final Space space;
  private final double[][] states;
  private final double[] energies;
  private final double logPartition;

  public BinaryStates(Space space, ToDoubleFunction<double[]> energy) {
    this.space = space;
    int elements = space.shape().elements();
    this.states = IntStream.range(0, 1 << elements)
        .mapToObj(index -> IntStream.range(0, elements)
            .mapToDouble(i ->
                (index >> i & 1) == 1 ? space.support().high() : space.support().low())
            .toArray())
        .toArray(double[][]::new);
    this.energies = Arrays.stream(states).mapToDouble(energy).toArray();
    double lowest = Arrays.stream(energies).min().orElseThrow();
    this.logPartition = -lowest
        + Math.log(Arrays.stream(energies).map(u -> Math.exp(lowest - u)).sum());
  }

  public double logPartition() {
    return logPartition;
  }

  public double[] energies() {
    return energies.clone();
  }

  /** All of them, (2^elements, shape...): bit i of a row's number says which of its two values element i has. */
  public FloatArray all() {
    FloatArray all = FloatArray.zeros(space.shape(), states.length);
    for (int row = 0; row < states.length; row++) {
      for (int i = 0; i < states[row].length; i++) {
        all.values()[row * states[row].length + i] = (float) states[row][i];
      }
    }
    return all;
  }

  /** E f(x). */
  public double mean(ToDoubleFunction<double[]> f) {
    return IntStream.range(0, states.length)
        .mapToDouble(i -> Math.exp(-energies[i] - logPartition) * f.applyAsDouble(states[i]))
        .sum();
  }

  /** E U. */
  public double meanEnergy() {
    return IntStream.range(0, states.length)
        .mapToDouble(i -> Math.exp(-energies[i] - logPartition) * energies[i])
        .sum();
  }

  /** n independent draws of the law, (n, shape...). */
  public FloatArray draw(int n, RandomKey key) {
    UniformRandomProvider generator = key.generator();
    FloatArray draws = FloatArray.zeros(space.shape(), n);
    int width = space.shape().elements();
    for (int row = 0; row < n; row++) {
      double u = generator.nextDouble();
      int state = 0;
      double below = Math.exp(-energies[0] - logPartition);
      while (below < u && state + 1 < states.length) {
        state++;
        below += Math.exp(-energies[state] - logPartition);
      }
      for (int i = 0; i < width; i++) {
        draws.values()[row * width + i] = (float) states[state][i];
      }
    }
    return draws;
  }
}
