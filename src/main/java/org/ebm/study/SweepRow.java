package org.ebm.study;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Vectors;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.files.Csv;
import org.ebm.objective.Negatives;
import org.ebm.run.DiagnosisRecord;
import org.ebm.sampler.Init;
import org.ebm.sampler.Starts;

/**
 * What a sweep's table says of a cell. "Mean" is over the last fifth of its updates; NaN where there is no number.
 *
 * @param settings of the cell: columns of their own, before the others
 * @param updates done
 * @param status done, or diverged
 * @param displacement r, mean
 * @param path r L: what the gradient parts of a chain's steps add up to, data units
 * @param distance |x_L - x_0|, mean
 * @param startToData R, mean distance between a chain's start and an example, before the first update
 * @param share r / (eps sqrt d): the part of a step that is not noise, below 1 for chains that can mix
 * @param energyGap mean, units of U
 * @param energyGapSd sd of the same updates
 * @param firstDisplacement r, mean of the first 20 updates
 * @param kl KL(q | p) of the learned density at the end, nats, where q is known
 * @param verdict of the cell's diagnosis, if it has one; else empty
 * @param more columns behind the others, of a sweep over any keys
 */
public record SweepRow(
    Map<String, String> settings,
    long updates,
    Status status,
    double displacement,
    double path,
    double distance,
    double startToData,
    double share,
    double energyGap,
    double energyGapSd,
    double firstDisplacement,
    double kl,
    String verdict,
    Map<String, String> more) {
  private static final int FIRST = 20;
  private static final int STATES = 1000;

  /** Of a diagnosis. */
  private static final List<String> MEASURES = List.of("gap", "drift", "kolmogorov_smirnov");

  /** How a cell ended. A cell that diverges is a result. */
  public enum Status {
    DONE,
    DIVERGED
  }

  public SweepRow {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /**
   * Reads a cell's run.
   *
   * @param data for the distance between starts and examples
   * @param more columns behind the others
   */
  public static SweepRow of(
      Cell cell, Status status, Path run, Examples data, Map<String, String> more) {
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    double[] displacement = column(metrics, "displacement");
    Moments gap = Moments.of(last(column(metrics, "energy_gap")));
    double mean = Moments.of(last(displacement)).mean();
    Optional<Negatives> chains = cell.config().objective().negatives();
    return new SweepRow(
        cell.settings(),
        metrics.rows(),
        status,
        mean,
        mean * chains.map(Negatives::steps).orElse(1),
        Moments.of(last(column(metrics, "distance"))).mean(),
        chains.map(known -> startToData(cell, known.init(), data)).orElse(Double.NaN),
        chains
            .map(known ->
                mean / (known.sampler().stepSize() * Math.sqrt(data.shape().elements())))
            .orElse(Double.NaN),
        gap.mean(),
        gap.sd(),
        Moments.of(Arrays.copyOf(displacement, Math.min(FIRST, displacement.length)))
            .mean(),
        kl(run.resolve("density.csv")),
        DiagnosisFile.verdict(run).orElse(""),
        more);
  }

  /** NaN of an objective that has no such metric. */
  private static double[] column(Csv metrics, String name) {
    double[] none = new double[metrics.rows()];
    Arrays.fill(none, Double.NaN);
    return metrics.has(name) ? metrics.column(name) : none;
  }

  /** What a sweep over any keys has of a cell's run beside the columns of all sweeps, by column. */
  public static Map<String, String> measured(Path run) {
    Map<String, String> columns = new LinkedHashMap<>();
    double ratio = Moments.of(last(column(Csv.read(run.resolve("metrics.csv")), "kl_ratio")))
        .mean();
    Optional<DiagnosisRecord> diagnosis = DiagnosisFile.read(run);
    columns.put("kl_ratio", String.valueOf(ratio));
    columns.put(
        "density",
        diagnosis
            .flatMap(DiagnosisRecord::density)
            .map(word -> word.toString().toLowerCase(Locale.ROOT))
            .orElse(""));
    for (String name : MEASURES) {
      columns.put(
          name,
          diagnosis.stream()
              .flatMap(known -> known.measures().stream())
              .filter(measure -> measure.name().equals(name))
              .map(measure -> measure.value().map(String::valueOf).orElse("NaN"))
              .findFirst()
              .orElse("NaN"));
    }
    return columns;
  }

  /** One of its settings, by column. */
  String setting(String column) {
    return Objects.requireNonNull(settings.get(column));
  }

  public boolean isOf(Cell cell) {
    return settings.equals(cell.settings());
  }

  private static double startToData(Cell cell, Init init, Examples data) {
    RandomKey key = RandomKey.ofSeed(cell.config().seed().orElseThrow()).fold("start to data");
    Starts starts = init.open(data.space(), Optional.of(data), key.fold("bank"));
    FloatArray start =
        starts.draw(Math.min(STATES, starts.limit()), key.fold("start")).position();
    FloatArray examples = data.batch(start.rows(), key.fold("data"));
    return Vectors.meanDistance(start, examples);
  }

  private static double kl(Path density) {
    Csv csv = Csv.read(density);
    return csv.rows() == 0 ? Double.NaN : csv.column("kl")[csv.rows() - 1];
  }

  /** The last fifth, rounded up. */
  private static double[] last(double[] values) {
    return Arrays.copyOfRange(values, values.length - (values.length + 4) / 5, values.length);
  }

  /** Between the settings and what more there is. */
  static final List<String> COLUMNS = List.of(
      "updates",
      "status",
      "displacement",
      "displacement_times_steps",
      "distance",
      "start_to_data",
      "displacement_share",
      "energy_gap",
      "energy_gap_sd",
      "first_displacement",
      "kl",
      "verdict");

  /** All columns, in the table's order. */
  Map<String, String> cells() {
    List<Object> values = List.of(
        updates,
        status.name().toLowerCase(Locale.ROOT),
        displacement,
        path,
        distance,
        startToData,
        share,
        energyGap,
        energyGapSd,
        firstDisplacement,
        kl,
        verdict);
    Map<String, String> cells = new LinkedHashMap<>(settings);
    for (int i = 0; i < COLUMNS.size(); i++) {
      cells.put(COLUMNS.get(i), String.valueOf(values.get(i)));
    }
    cells.putAll(more);
    return cells;
  }
}
