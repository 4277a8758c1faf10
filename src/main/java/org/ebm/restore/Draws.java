package org.ebm.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.MemoryLimit;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.diagnose.Convergence;
import org.ebm.diagnose.Ranks;
import org.ebm.files.NpyRowReader;

/**
 * Draws of each posterior.
 *
 * @param perObservation (draws, shape...) each; the draws of one chain stand together
 * @param chains of each observation
 */
public record Draws(List<FloatArray> perObservation, int chains) {
  private static final RandomKey DIRECTIONS = RandomKey.ofSeed(20).fold("projections");
  private static final int PROJECTIONS = 5;

  /**
   * Reads what chains kept over the second half of their steps.
   *
   * @param states rows of all chains, of which number k is of observation k modulo their count
   * @param perChain rows that are used, the last ones
   */
  public static Draws read(Path states, Shape shape, int observations, int chains, int perChain) {
    int d = shape.elements();
    MemoryLimit.forNumbers(
        "the draws of " + observations + " observations",
        (long) observations * chains * perChain * d);
    List<FloatArray> all = new ArrayList<>();
    for (int i = 0; i < observations; i++) {
      all.add(FloatArray.zeros(shape, chains * perChain));
    }
    try (NpyRowReader reader = NpyRowReader.open(states)) {
      int rows = reader.rows();
      for (int row = 0; row < rows; row++) {
        float[] state = reader.next();
        int draw = row - (rows - perChain);
        for (int k = 0; draw >= 0 && k < chains * observations; k++) {
          int at = (k / observations * perChain + draw) * d;
          System.arraycopy(state, k * d, all.get(k % observations).values(), at, d);
        }
      }
    }
    return new Draws(all, chains);
  }

  /** Of every element of an observation. */
  public FloatArray mean(int observation) {
    return elements(observation, values -> Arrays.stream(values).average().orElseThrow());
  }

  public FloatArray sd(int observation) {
    return elements(observation, values -> {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares =
          Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
      return Math.sqrt(squares / (values.length - 1));
    });
  }

  /** @param p between 0 and 1 */
  public FloatArray quantile(int observation, double p) {
    return elements(observation, values -> {
      Arrays.sort(values);
      return Ranks.quantile(values, p);
    });
  }

  private FloatArray elements(int observation, ToDoubleFunction<double[]> of) {
    FloatArray draws = perObservation.get(observation);
    int d = draws.rowElements();
    int[] sizes = draws.shape().clone();
    sizes[0] = 1;
    float[] result = new float[d];
    double[] values = new double[draws.rows()];
    for (int element = 0; element < d; element++) {
      for (int draw = 0; draw < values.length; draw++) {
        values[draw] = draws.values()[draw * d + element];
      }
      result[element] = (float) of.applyAsDouble(values);
    }
    return new FloatArray(sizes, result);
  }

  /** The largest R-hat of the mean element and of five fixed projections; NaN where chains do not move. */
  public double rHat(int observation) {
    FloatArray draws = perObservation.get(observation);
    int d = draws.rowElements();
    UniformRandomProvider signs = DIRECTIONS.generator();
    double largest = Double.NaN;
    for (int projection = 0; projection <= PROJECTIONS; projection++) {
      double[] direction = new double[d];
      for (int i = 0; i < d; i++) {
        direction[i] = projection == 0 || signs.nextBoolean() ? 1 : -1;
      }
      double rHat = Convergence.rHat(along(draws, direction));
      largest = Double.isNaN(largest) || rHat > largest ? rHat : largest;
    }
    return largest;
  }

  private double[][] along(FloatArray draws, double[] direction) {
    int perChain = draws.rows() / chains;
    double[][] values = new double[chains][perChain];
    for (int draw = 0; draw < draws.rows(); draw++) {
      double sum = 0;
      for (int i = 0; i < direction.length; i++) {
        sum += direction[i] * draws.values()[draw * direction.length + i];
      }
      values[draw / perChain][draw % perChain] = sum;
    }
    return values;
  }
}
