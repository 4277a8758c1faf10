package org.ebm.objective;

import java.util.List;

/**
 * A number that is told of each update.
 *
 * @param name its column in metrics.csv
 * @param role what it says, for those who judge by it
 */
public record Metric(String name, Role role) {
  /** What a metric says of learning. */
  public enum Role {
    /** U(data) - U(samples): samples over-saturate if it is far above 0, the landscape expands below. */
    GAP,
    /** A level of the energy, or a loss: changes slowly in healthy learning. */
    LEVEL,
    /** Mean |dU/dx| along the chains. */
    GRADIENT_NORM,
    /** How far the gradient moves a chain in one step. */
    DISPLACEMENT,
    /** None of these. */
    OTHER
  }

  static final Metric LOSS = new Metric("loss", Role.LEVEL);

  static Metric other(String name) {
    return new Metric(name, Role.OTHER);
  }

  public static List<String> names(List<Metric> metrics) {
    return metrics.stream().map(Metric::name).toList();
  }
}
