package org.ebm.study;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Vectors;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.files.Csv;
import org.ebm.sampler.Starts;

/**
 * What a sweep's table says of a cell. "Mean" is over the last fifth of its updates; NaN where there is no number.
 *
 * @param init kind of start
 * @param updates done
 * @param status done, or diverged
 * @param displacement r, mean
 * @param distance |x_L - x_0|, mean
 * @param startToData R, mean distance between a chain's start and an example, before the first update
 * @param share r / (eps sqrt d): the part of a step that is not noise, below 1 for chains that can mix
 * @param energyGap mean, units of U
 * @param energyGapSd sd of the same updates
 * @param firstDisplacement r, mean of the first 20 updates
 * @param kl KL(q | p) of the learned density at the end, nats, where q is known
 * @param verdict of the cell's diagnosis, if it has one; else empty
 */
public record SweepRow(
    String init,
    double stepSize,
    int steps,
    long updates,
    Status status,
    double displacement,
    double distance,
    double startToData,
    double share,
    double energyGap,
    double energyGapSd,
    double firstDisplacement,
    double kl,
    String verdict) {
  private static final int FIRST = 20;
  private static final int STATES = 1000;

  /** How a cell ended. A cell that diverges is a result. */
  public enum Status {
    DONE,
    DIVERGED
  }

  /**
   * Reads a cell's run.
   *
   * @param data for the distance between starts and examples
   */
  public static SweepRow of(Cell cell, Status status, Path run, Examples data) {
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    double[] displacement = metrics.column("displacement");
    Moments gap = Moments.of(last(metrics.column("energy_gap")));
    double mean = Moments.of(last(displacement)).mean();
    return new SweepRow(
        cell.kind(),
        cell.stepSize(),
        cell.steps(),
        metrics.rows(),
        status,
        mean,
        Moments.of(last(metrics.column("distance"))).mean(),
        startToData(cell, data),
        mean / (cell.stepSize() * Math.sqrt(data.shape().elements())),
        gap.mean(),
        gap.sd(),
        Moments.of(Arrays.copyOf(displacement, Math.min(FIRST, displacement.length)))
            .mean(),
        kl(run.resolve("density.csv")),
        DiagnosisFile.verdict(run).orElse(""));
  }

  /** r L: what the gradient parts of a chain's steps add up to, data units. */
  public double path() {
    return displacement * steps;
  }

  public boolean isOf(Cell cell) {
    return init.equals(cell.kind()) && stepSize == cell.stepSize() && steps == cell.steps();
  }

  private static double startToData(Cell cell, Examples data) {
    RandomKey key = RandomKey.ofSeed(cell.config().seed().orElseThrow()).fold("start to data");
    Starts starts = cell.init().open(data.space(), Optional.of(data), key.fold("bank"));
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

  static final List<String> COLUMNS = List.of(
      "init",
      "step_size",
      "steps",
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

  /** A line of the table, in the order of {@link #COLUMNS}. */
  String line() {
    return Stream.of(
            init,
            stepSize,
            steps,
            updates,
            status.name().toLowerCase(Locale.ROOT),
            displacement,
            path(),
            distance,
            startToData,
            share,
            energyGap,
            energyGapSd,
            firstDisplacement,
            kl,
            verdict)
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
