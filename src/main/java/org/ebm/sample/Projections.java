package org.ebm.sample;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;

/**
 * A few numbers of a state that chains are followed by: its coordinates where they are few, else its parts along fixed directions, each a random sign over sqrt(d) in every coordinate, so that a state
 * of independent coordinates of sd s has parts of sd s.
 */
final class Projections {
  private static final int MOST = 4;

  private final int width;
  private final int count;
  private final float[][] directions;

  Projections(Shape state) {
    this.width = state.elements();
    this.count = Math.min(MOST, width);
    this.directions = new float[width > MOST ? count : 0][width];
    UniformRandomProvider random = RandomKey.ofSeed(0).fold("projections").generator();
    for (float[] direction : directions) {
      for (int i = 0; i < width; i++) {
        direction[i] = (float) ((random.nextBoolean() ? 1 : -1) / Math.sqrt(width));
      }
    }
  }

  int count() {
    return count;
  }

  /** {@code x0}, or {@code projection 0}. */
  List<String> names() {
    String name = directions.length == 0 ? "x" : "projection ";
    return IntStream.range(0, count).mapToObj(i -> name + i).toList();
  }

  /** Of states (n, ...): n times {@link #count} numbers, state by state. */
  float[] of(FloatArray states) {
    if (directions.length == 0) {
      return states.values();
    }
    float[] parts = new float[states.rows() * count];
    for (int state = 0; state < states.rows(); state++) {
      for (int k = 0; k < count; k++) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
          sum += directions[k][i] * (double) states.values()[state * width + i];
        }
        parts[state * count + k] = (float) sum;
      }
    }
    return parts;
  }
}
