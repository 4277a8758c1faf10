package org.ebm.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.files.Csv;
import org.ebm.report.Mark.Curve.Detail;

/**
 * A column of a run's tables that pages show.
 *
 * @param table the file in the run's folder
 * @param unit what the axis says
 */
record Quantity(String table, String column, String title, String unit, Form form) {
  /** How it is drawn. */
  enum Form {
    PLAIN,
    /** Around zero, which is marked. */
    AROUND_ZERO,
    LOGARITHMIC,
    /** Set by the user: the last value counts, and no curve where it never changes. */
    SETTING,
    /** Not worth a word where it never changes, as the acceptance of chains that take every step. */
    IF_VARIED,
    /** With the chains' spread, column {@code energy_sd}. */
    SPREAD
  }

  static final List<Quantity> TRAINING = List.of(
      new Quantity(
          "metrics.csv",
          "energy_gap",
          "Energy gap",
          "mean U(data) − mean U(chains)",
          Form.AROUND_ZERO),
      new Quantity("metrics.csv", "displacement", "Displacement", "r, data units", Form.PLAIN),
      new Quantity("metrics.csv", "loss", "Loss", "mean over the batch", Form.PLAIN),
      new Quantity("metrics.csv", "log_normalizer", "Learned log Z", "c, nats", Form.PLAIN),
      new Quantity("metrics.csv", "accuracy", "Accuracy", "share told right", Form.PLAIN),
      new Quantity("density.csv", "kl", "KL(truth | model)", "nats", Form.LOGARITHMIC),
      new Quantity(
          "density.csv", "total_variation", "Total variation", "TV, from 0 to 1", Form.PLAIN),
      new Quantity("probe.csv", "gap", "Gap of long runs", "gap / sd of U(data)", Form.AROUND_ZERO),
      new Quantity("metrics.csv", "acceptance", "Acceptance", "share accepted", Form.IF_VARIED),
      new Quantity("metrics.csv", "learning_rate", "Learning rate", "learning rate", Form.SETTING));

  private static final List<Quantity> TRACE = List.of(
      new Quantity("trace.csv", "energy_mean", "Energy of the chains", "U", Form.SPREAD),
      new Quantity("trace.csv", "displacement", "Displacement", "r, data units", Form.PLAIN),
      new Quantity("trace.csv", "acceptance", "Acceptance", "share accepted", Form.IF_VARIED),
      new Quantity("trace.csv", "divergences", "Divergences", "share of steps", Form.IF_VARIED),
      new Quantity(
          "trace.csv", "leapfrog_steps", "Length of paths", "leapfrog steps", Form.IF_VARIED),
      new Quantity("ladder.csv", "swap_rate", "Swap rate of neighbours", "probability", Form.PLAIN),
      new Quantity("ladder.csv", "swap_rate_lowest", "Lowest swap rate", "probability", Form.PLAIN),
      new Quantity("ladder.csv", "round_trips", "Round trips", "number", Form.SETTING),
      new Quantity("ladder.csv", "restarts", "Tempered restarts", "number", Form.SETTING));

  /**
   * What the trace of chains holds.
   *
   * @param folder with a slash at its end, or empty for the run's own
   */
  static List<Quantity> trace(String folder) {
    return TRACE.stream()
        .map(q -> new Quantity(folder + q.table, q.column, q.title, q.unit, q.form))
        .toList();
  }

  /** The run's values by step; empty if it has none. */
  Optional<Series> in(RunFiles run, String name) {
    return run.table(table)
        .filter(csv -> csv.rows() > 0 && csv.has(column))
        .map(csv -> new Series(name, csv.column("step"), csv.column(column)));
  }

  private boolean isTrace() {
    return table.endsWith("trace.csv") || table.endsWith("ladder.csv");
  }

  private Chart chart(List<Mark> marks) {
    return new Chart(
        title,
        new Chart.Side(isTrace() ? "chain step" : "update", isTrace()),
        new Chart.Side(unit, form == Form.LOGARITHMIC),
        marks);
  }

  /** The chart of one run; empty if there is nothing to see. */
  Optional<Chart> chart(RunFiles run) {
    return in(run, title).filter(this::isWorthACurve).map(series -> {
      List<Mark> marks = new ArrayList<>();
      if (form == Form.AROUND_ZERO) {
        marks.add(new Mark.Level(0, Ink.LEVEL));
      }
      run.table(table)
          .filter(csv -> form == Form.SPREAD && csv.has("energy_sd"))
          .ifPresent(csv -> marks.add(spread(csv)));
      marks.add(new Mark.Curve(series, Ink.line(0), Detail.CLOUD));
      return chart(marks);
    });
  }

  /** The chart of several runs, each by its label and place in the list; empty if fewer than two have anything to see. */
  Optional<Chart> overlaid(List<RunFiles> runs, List<String> labels) {
    Map<Integer, Series> found = new LinkedHashMap<>();
    for (int k = 0; k < runs.size(); k++) {
      int place = k;
      in(runs.get(k), labels.get(k)).ifPresent(series -> found.put(place, series));
    }
    double window = Mark.Curve.window(found.values());
    List<Mark> marks = new ArrayList<>();
    found.forEach(
        (k, series) -> marks.add(new Mark.Curve(series, Ink.line(k), Detail.MEANS, window)));
    boolean seen = found.size() > 1 && found.values().stream().anyMatch(this::isWorthACurve);
    if (form == Form.AROUND_ZERO) {
      marks.add(0, new Mark.Level(0, Ink.LEVEL));
    }
    return seen ? Optional.of(chart(marks)) : Optional.empty();
  }

  private Mark spread(Csv csv) {
    double[] mean = csv.column(column);
    double[] sd = csv.column("energy_sd");
    double[] low = new double[mean.length];
    double[] high = new double[mean.length];
    Arrays.setAll(low, i -> mean[i] - sd[i]);
    Arrays.setAll(high, i -> mean[i] + sd[i]);
    double[] step = csv.column("step");
    return new Mark.Band(
        new Series("mean − sd", step, low), new Series("mean + sd", step, high), Ink.line(0));
  }

  boolean isWorthAFigure(Series series) {
    return form != Form.IF_VARIED || varies(series);
  }

  private boolean isWorthACurve(Series series) {
    return (form != Form.IF_VARIED && form != Form.SETTING) || varies(series);
  }

  private static boolean varies(Series series) {
    return Arrays.stream(series.y()).distinct().count() > 1;
  }
}
