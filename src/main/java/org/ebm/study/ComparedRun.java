package org.ebm.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.KindName;
import org.ebm.files.Csv;
import org.ebm.report.Series;
import org.ebm.run.EvaluationRecord;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.train.TrainConfig;

/**
 * What a training run's files say of what it learned and of what that took.
 *
 * @param run its folder
 * @param data fingerprint of what it learned from
 * @param values numbers and words by column; what was not measured is not there
 * @param kl KL(q, p) in nats over seconds spent in updates; without points where it is not known
 */
public record ComparedRun(Path run, String data, Map<String, Object> values, Series kl) {
  /** Every column that {@link #values} may have, in order. */
  public static final List<String> COLUMNS = List.of(
      "objective",
      "updates",
      "seconds",
      "seconds_to_kl",
      "gradients_per_second",
      "kl",
      "kl_reweighted",
      "total_variation",
      "flow_kl",
      "flow_log_likelihood_per_dimension",
      "log_z",
      "log_z_low",
      "log_z_up",
      "log_normalizer",
      "log_likelihood_per_dimension",
      "sliced_wasserstein",
      "sliced_wasserstein_data",
      "verdict");

  private static final List<String> EVALUATED = List.of(
      "kl_reweighted",
      "flow_kl",
      "flow_log_likelihood_per_dimension",
      "log_z",
      "log_z_low",
      "log_z_up",
      "log_likelihood_per_dimension",
      "sliced_wasserstein",
      "sliced_wasserstein_data");

  /**
   * Reads a run.
   *
   * @param kl nats, that the column seconds_to_kl is the time to
   * @throws EbmException usage error if the folder holds no training run
   */
  public static ComparedRun read(Path run, double kl) {
    if (!RunConfig.isIn(run) || !Files.isRegularFile(run.resolve("times.csv"))) {
      throw new EbmException(
          ExitCode.USAGE,
          run
              + ": is no training run with times (config.yaml, times.csv); train it with this version");
    }
    TrainConfig training = RunConfig.read(run).bind(TrainConfig.class);
    Csv times = Csv.read(run.resolve("times.csv"));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("objective", KindName.of(training.objective().getClass()));
    if (times.rows() > 0) {
      double updates = last(times, "step");
      double seconds = last(times, "seconds");
      values.put("updates", (long) updates);
      values.put("seconds", seconds);
      double gradients = updates
          * training.training().batch()
          * training.objective().evaluations(training.energy().shape());
      values.put("gradients_per_second", gradients / seconds);
    }
    Series curve = kl(run, times);
    timeTo(kl, curve).ifPresent(seconds -> values.put("seconds_to_kl", seconds));
    density(run, values);
    normalizer(run, values);
    evaluated(run, values);
    DiagnosisFile.verdict(run).ifPresent(verdict -> values.put("verdict", verdict));
    String data = Provenance.of(run).subject().dataFingerprint();
    return new ComparedRun(run, data, values, curve);
  }

  /** Its folder's own name. */
  public String name() {
    return kl.name();
  }

  private static double last(Csv table, String column) {
    return table.column(column)[table.rows() - 1];
  }

  private static Optional<Csv> table(Path run, String name) {
    return Optional.of(run.resolve(name))
        .filter(Files::isRegularFile)
        .map(Csv::read)
        .filter(csv -> csv.rows() > 0);
  }

  /** Every step of density.csv has a row in times.csv. */
  private static Series kl(Path run, Csv times) {
    String name = String.valueOf(run.toAbsolutePath().normalize().getFileName());
    Optional<Csv> density = table(run, "density.csv");
    if (density.isEmpty()) {
      return new Series(name, new double[0], new double[0]);
    }
    double[] steps = density.get().column("step");
    double[] seconds = new double[steps.length];
    for (int i = 0, row = 0; i < steps.length; i++) {
      while (row < times.rows() && times.column("step")[row] < steps[i]) {
        row++;
      }
      seconds[i] = row < times.rows() ? times.column("seconds")[row] : Double.NaN;
    }
    return new Series(name, seconds, density.get().column("kl"));
  }

  /** Seconds at the first picture whose KL is not above the given one. */
  private static OptionalDouble timeTo(double kl, Series curve) {
    for (int i = 0; i < curve.y().length; i++) {
      if (curve.y()[i] <= kl) {
        return OptionalDouble.of(curve.x()[i]);
      }
    }
    return OptionalDouble.empty();
  }

  private static void density(Path run, Map<String, Object> values) {
    table(run, "density.csv").ifPresent(csv -> {
      values.put("kl", last(csv, "kl"));
      values.put("total_variation", last(csv, "total_variation"));
    });
  }

  private static void normalizer(Path run, Map<String, Object> values) {
    table(run, "metrics.csv")
        .filter(csv -> csv.has("log_normalizer"))
        .ifPresent(csv -> values.put("log_normalizer", last(csv, "log_normalizer")));
  }

  private static void evaluated(Path run, Map<String, Object> values) {
    Map<String, Double> found = EvaluationRecord.numbers(run);
    for (String name : EVALUATED) {
      Optional.ofNullable(found.get(name)).ifPresent(number -> values.put(name, number));
    }
  }
}
