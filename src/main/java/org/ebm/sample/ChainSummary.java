package org.ebm.sample;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.Rounded;
import org.ebm.diagnose.Convergence;
import org.ebm.diagnose.Moments;
import org.ebm.files.AtomicFile;

/**
 * What the second half of chains says of each number that they are followed by: U, and coordinates or projections.
 *
 * @param draws points of each chain, evenly apart
 * @param quantities U first, if it is known; empty if the run is too short for a second half of {@value Convergence#FEWEST_DRAWS} draws
 */
public record ChainSummary(List<Quantity> quantities, int draws) {
  /** Its file in a run. */
  public static final String FILE = "summary.csv";

  private static final List<String> COLUMNS =
      List.of("mean", "sd", "q5", "q50", "q95", "ess_bulk", "ess_tail", "r_hat");

  /**
   * One number over time.
   *
   * @param steps of the draws
   * @param chains (chains, draws)
   * @param values in the order of the file's columns; NaN where there is no such number
   */
  public record Quantity(String name, double[] steps, double[][] chains, double[] values) {
    private static final String STILL =
        "chains stand still: they have no R-hat or effective size, and say nothing of the energy beyond where they were put";

    private boolean standsStill() {
      return Convergence.standStill(chains);
    }

    static Quantity of(String name, double[] steps, double[][] chains) {
      double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
      Moments moments = Moments.of(all);
      Convergence convergence = Convergence.of(chains);
      Arrays.sort(all);
      return new Quantity(name, steps, chains, new double[] {
        moments.mean(),
        moments.sd(),
        quantile(all, 0.05),
        quantile(all, 0.5),
        quantile(all, 0.95),
        convergence.essBulk(),
        convergence.essTail(),
        convergence.rHat()
      });
    }

    private static double quantile(double[] sorted, double p) {
      double at = p * (sorted.length - 1);
      int below = (int) at;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
  }

  /** Reads the files of a run of chains, which may still grow. */
  public static ChainSummary read(Path folder) {
    SampleRun run = SampleRun.read(folder);
    int[] rows = late(run);
    if (rows.length < Convergence.FEWEST_DRAWS) {
      return new ChainSummary(List.of(), rows.length);
    }
    double[] steps = Arrays.stream(rows).mapToDouble(row -> run.steps()[row]).toArray();
    List<Quantity> quantities = new ArrayList<>();
    if (run.hasEnergies()) {
      quantities.add(Quantity.of("U", steps, draws(run.energies(), rows, 0, 1)));
    }
    coordinates(folder, run).ifPresent(values -> {
      List<String> names = new Projections(run.config().energy().shape()).names();
      for (int k = 0; k < names.size(); k++) {
        quantities.add(Quantity.of(names.get(k), steps, draws(values, rows, k, names.size())));
      }
    });
    return new ChainSummary(quantities, rows.length);
  }

  /** Rows of the second half, of those that are evenly apart. */
  private static int[] late(SampleRun run) {
    long[] steps = run.steps();
    int every = run.config().traceEvery().orElse(1);
    return IntStream.range(0, steps.length)
        .filter(row -> steps[row] % every == 0 && 2 * steps[row] > steps[steps.length - 1])
        .toArray();
  }

  /** Runs of an ebm that did not write them, or that one began, have none for some rows. */
  private static Optional<FloatArray> coordinates(Path folder, SampleRun run) {
    Path file = folder.resolve(Trace.COORDINATES);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    FloatArray values = SampleRun.counted(file);
    return Optional.of(values).filter(all -> all.rows() >= run.steps().length);
  }

  private static double[][] draws(FloatArray values, int[] rows, int column, int columns) {
    int chains = values.rowElements() / columns;
    double[][] draws = new double[chains][rows.length];
    for (int draw = 0; draw < rows.length; draw++) {
      int from = rows[draw] * values.rowElements();
      for (int chain = 0; chain < chains; chain++) {
        draws[chain][draw] = values.values()[from + chain * columns + column];
      }
    }
    return draws;
  }

  /** Writes summary.csv, if there is anything to say. */
  void write(Path folder) {
    if (quantities.isEmpty()) {
      return;
    }
    StringBuilder csv =
        new StringBuilder("quantity,").append(String.join(",", COLUMNS)).append('\n');
    for (Quantity quantity : quantities) {
      csv.append(quantity.name());
      for (double value : quantity.values()) {
        csv.append(',').append(value);
      }
      csv.append('\n');
    }
    AtomicFile.write(folder.resolve(FILE), csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The same for reading, a line each. */
  public List<String> lines() {
    if (quantities.isEmpty()) {
      return List.of();
    }
    int width = quantities.stream().mapToInt(q -> q.name().length()).max().orElse(1);
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", ""));
    COLUMNS.forEach(column -> head.append(String.format(Locale.ROOT, " %10s", column)));
    lines.add(head.toString());
    for (Quantity quantity : quantities) {
      StringBuilder line =
          new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", quantity.name()));
      for (int i = 0; i < COLUMNS.size(); i++) {
        String form = COLUMNS.get(i).startsWith("ess") ? "%.0f" : "%.4g";
        double value = quantity.values()[i];
        line.append(String.format(Locale.ROOT, " %10s", Rounded.by(form, value)));
      }
      lines.add(line.toString());
    }
    List<String> still =
        quantities.stream().filter(Quantity::standsStill).map(Quantity::name).toList();
    if (!still.isEmpty()) {
      lines.add(String.join(", ", still) + ": " + Quantity.STILL);
    }
    return lines;
  }

  /** All of it by name, for machines; nothing where there is no such number, and a note that says why. */
  public List<Map<String, Object>> values() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Quantity quantity : quantities) {
      Map<String, Object> values = new LinkedHashMap<>(Map.of("name", quantity.name()));
      for (int i = 0; i < quantity.values().length; i++) {
        values.put(COLUMNS.get(i), quantity.values()[i]);
      }
      if (quantity.standsStill()) {
        values.put("note", Quantity.STILL);
      }
      all.add(values);
    }
    return all;
  }
}
