package org.ebm.basin;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Vectors;

/**
 * A point of the landscape.
 *
 * @param position elements of one example, row-major
 * @param energy U there
 */
public record State(float[] position, double energy) {
  /** Euclidean distance. */
  public double distance(State other) {
    return Vectors.distance(position, other.position);
  }

  /** Positions as one array (n, shape...). */
  static FloatArray positions(List<State> states, Shape shape) {
    return Rows.array(states.stream().map(State::position).toList(), shape);
  }
}
