package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException.Problem;

/** What keeps an energy of a configuration from being sampled as it is. */
public final class Usable {
  private Usable() {}

  /**
   * Networks without weights, each at its place, and a density that cannot exist.
   *
   * @param place of the energy in the configuration
   */
  public static List<Problem> problems(String place, Energy energy) {
    List<Problem> problems = new ArrayList<>(energy.withoutWeights(place));
    if (problems.isEmpty()) {
      improper(place, energy).ifPresent(problems::add);
    }
    return problems;
  }

  /** Said only where the tails are known: a negative factor may be fine, and what is not is caught where chains run away. */
  private static Optional<Problem> improper(String place, Energy energy) {
    double[] tails = energy.tails().orElse(new double[0]);
    for (int axis = 0; axis < tails.length; axis++) {
      if (tails[axis] < 0) {
        return Optional.of(
            new Problem(
                place,
                "has no density: far out along axis " + axis + " U goes as " + tails[axis]
                    + " x^2, so exp(-U) has no finite integral; use a factor nearer to 0, or put it on a narrower reference: tilted: {of: ..., sd: ...}"));
      }
    }
    return Optional.empty();
  }
}
