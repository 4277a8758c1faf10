package org.ebm.basin;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;

/**
 * A point of the landscape.
 *
 * @param position elements of one example, row-major
 * @param energy U there
 */
public record State(float[] position, double energy) {
  /** Euclidean distance. */
  public double distance(State other) {
    double sum = 0;
    for (int i = 0; i < position.length; i++) {
      double difference = (double) position[i] - other.position[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** Positions as one array (n, shape...). */
  static FloatArray positions(List<State> states, Shape shape) {
    return Rows.array(states.stream().map(State::position).toList(), shape);
  }
}
