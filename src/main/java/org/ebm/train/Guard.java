package org.ebm.train;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.files.Csv;
import org.ebm.objective.Metric;

/**
 * Looks for early signs of divergence in the metrics of each update: before it changes a weight, and so before a state becomes non-finite. It knows
 * nothing but these rows, so a resumed run that reads them again judges alike.
 *
 * <p>The limits were set on 113 trainings that went well, in which no metric came nearer than a third of its limit, and on a dozen that did not, whose
 * last finite updates passed it by up to ten orders of magnitude.
 */
final class Guard {
  private final OnDivergence limits;
  private final List<Metric> columns;
  private final Optional<ChainScale> scale;
  private final Deque<double[]> recent = new ArrayDeque<>();
  /** Updates in a row in which data were lower than samples: the landscape expands. */
  private int expansion;
  /** Gradient norm when that began. */
  private double expandedFrom;
  /** Updates in a row in which chains hardly moved; counted once they had moved. */
  private int flat;

  private boolean moved;

  /**
   * @param columns of the rows to come
   * @param scale of the chains; empty where there are none
   */
  Guard(OnDivergence limits, List<Metric> columns, Optional<ChainScale> scale) {
    this.limits = limits;
    this.columns = columns;
    this.scale = scale;
  }

  /**
   * Takes in the rows of a run's metrics so far.
   *
   * @param back rows up to where the run last went back to: from there on, what lasts for many updates counts anew; 0 if it never did
   */
  void replay(Csv metrics, long back) {
    List<double[]> read = Metric.names(columns).stream().map(metrics::column).toList();
    for (int row = 0; row < metrics.rows(); row++) {
      int at = row;
      accept(read.stream().mapToDouble(column -> column[at]).toArray());
      if (row + 1 == back) {
        expansion = 0;
        flat = 0;
      }
    }
  }

  /** The sign in a new row, which counts as recent from then on; the worst one, if there are several. */
  Optional<Symptom> judge(double[] row) {
    boolean full = recent.size() == limits.window();
    Optional<Symptom> sign = Stream.<Optional<Symptom>>of(
            nonFinite(row),
            chainsRunAway(row),
            full || isAboveScale(row)
                ? leftItsHighest(Metric.Role.GRADIENT_NORM, row)
                : Optional.empty(),
            full ? leftItsHighest(Metric.Role.GAP, row) : Optional.empty(),
            full ? levelRunsAway(row) : Optional.empty())
        .flatMap(Optional::stream)
        .findFirst();
    accept(row);
    return sign.or(() -> expands(row)).or(() -> collapses(row));
  }

  private void accept(double[] row) {
    if (recent.size() == limits.window()) {
      recent.removeFirst();
    }
    recent.addLast(row);
    boolean expands = value(Metric.Role.GAP, row).orElse(0) < 0;
    if (expands && expansion == 0) {
      expandedFrom = value(Metric.Role.GRADIENT_NORM, row).orElse(0);
    }
    expansion = expands ? expansion + 1 : 0;
    boolean still = scale
        .filter(chains -> value(Metric.Role.DISPLACEMENT, row).orElse(0) < chains.least())
        .isPresent();
    moved |= !still;
    flat = still && moved ? flat + 1 : 0;
  }

  private Optional<Symptom> nonFinite(double[] row) {
    for (int i = 0; i < row.length; i++) {
      if (!Double.isFinite(row[i])) {
        return Optional.of(Symptom.nonFinite(columns.get(i).name() + " is " + row[i]));
      }
    }
    return Optional.empty();
  }

  private Optional<Symptom> chainsRunAway(double[] row) {
    return scale.flatMap(chains -> above(
        "displacement",
        value(Metric.Role.DISPLACEMENT, row),
        limits.factor() * chains.most(),
        "chains run away, " + times()
            + " times eps sqrt(d) + R / L (R: mean distance of two examples)"));
  }

  private boolean isAboveScale(double[] row) {
    return scale.isPresent()
        && value(Metric.Role.DISPLACEMENT, row).orElse(0) > scale.get().most()
        && !recent.isEmpty();
  }

  private Optional<Symptom> leftItsHighest(Metric.Role role, double[] row) {
    ToDoubleFunction<double[]> size = other -> Math.abs(value(role, other).orElse(0));
    double highest = recent.stream().mapToDouble(size).max().orElse(0);
    return index(role).isEmpty()
        ? Optional.empty()
        : above(
            columns.get(index(role).getAsInt()).name(),
            OptionalDouble.of(size.applyAsDouble(row)),
            limits.factor() * highest,
            times() + " times its highest size in the last " + recent.size() + " updates");
  }

  private Optional<Symptom> levelRunsAway(double[] row) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).role() == Metric.Role.LEVEL)
        .mapToObj(i -> {
          double[] before = recent.stream().mapToDouble(other -> other[i]).toArray();
          double least = Arrays.stream(before).min().orElse(0);
          double most = Arrays.stream(before).max().orElse(0);
          double now = row[i];
          return above(
              columns.get(i).name(),
              OptionalDouble.of(Math.max(now - most, least - now)),
              limits.factor() * (most - least),
              "runs away from its last " + before.length + " updates, by " + times()
                  + " times their range");
        })
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Symptom> expands(double[] row) {
    return expansion >= limits.window() && isAboveScale(row)
        ? above(
            "expansion",
            value(Metric.Role.GRADIENT_NORM, row),
            limits.factor() * expandedFrom,
            "energy_gap was negative in the last " + expansion
                + " updates and gradient_norm rose by more than " + times() + " times")
        : Optional.empty();
  }

  private Optional<Symptom> collapses(double[] row) {
    return scale
        .filter(chains -> flat >= limits.window())
        .map(chains -> new Symptom(
            "collapse",
            value(Metric.Role.DISPLACEMENT, row).orElse(0),
            chains.least(),
            "displacement was below eps sqrt(d) / 1000 in the last " + flat
                + " updates: the energy is flat where the chains are"));
  }

  private String times() {
    return BigDecimal.valueOf(limits.factor()).stripTrailingZeros().toPlainString();
  }

  private static Optional<Symptom> above(
      String name, OptionalDouble value, double limit, String what) {
    return value.isPresent() && value.getAsDouble() > limit
        ? Optional.of(Symptom.above(name, value.getAsDouble(), limit, what))
        : Optional.empty();
  }

  private OptionalDouble value(Metric.Role role, double[] row) {
    OptionalInt index = index(role);
    return index.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(row[index.getAsInt()]);
  }

  /** The first column of a role. */
  private OptionalInt index(Metric.Role role) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).role() == role)
        .findFirst();
  }
}
