package org.ebm.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Bennett;
import org.ebm.files.AtomicFile;
import org.ebm.files.Csv;
import org.ebm.files.NpyRowReader;
import org.ebm.files.NpyRows;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.Ladder;
import org.ebm.sampler.LadderState;
import org.ebm.sampler.Level;

/**
 * What a run on a ladder writes beside its trace, a row at the same steps: ladder.csv, how its states travel, and bennett.npy (rows, pairs of neighbours, 2, chains), the means since
 * the last row of what its free energies are made of. From the second half of these rows comes levels.csv.
 */
final class LadderTrace implements AutoCloseable {
  static final String CSV = "ladder.csv";
  static final String LEVELS = "levels.csv";
  private static final String BENNETT = "bennett.npy";
  private static final String RATES = "swap_rates";
  private static final String MEANS = "bennett";

  private final Metrics csv;
  private final NpyRows bennett;
  private final int chains;
  private final float[] rates;
  private final float[] means;
  private int steps;

  /**
   * Goes on after what a checkpoint counted, or begins.
   *
   * @param saved what {@link #saved} gave; empty to begin
   * @param sums what {@link #sums} gave; empty to begin
   */
  LadderTrace(
      RunDirectory run,
      LadderState state,
      Map<String, String> saved,
      Map<String, FloatArray> sums) {
    int pairs = state.levels().size() - 1;
    this.chains = state.target().chains();
    this.csv = Metrics.resume(run.file(CSV), columns(pairs), number(saved, CSV));
    this.bennett = NpyRows.resume(run.file(BENNETT), number(saved, BENNETT), pairs, 2, chains);
    this.rates = sum(sums, RATES, pairs);
    this.means = sum(sums, MEANS, pairs * 2 * chains);
    this.steps = number(saved, RATES);
  }

  private static List<String> columns(int pairs) {
    List<String> columns = new ArrayList<>(
        List.of("step", "swap_rate", "swap_rate_lowest", "round_trips", "restarts"));
    for (int pair = 0; pair < pairs; pair++) {
      columns.add(rate(pair));
    }
    return columns;
  }

  /** Of the rung of the same number with the next. */
  private static String rate(int pair) {
    return "swap_rate_" + pair;
  }

  private static int number(Map<String, String> saved, String name) {
    return Integer.parseInt(saved.getOrDefault(name, "0"));
  }

  private static float[] sum(Map<String, FloatArray> sums, String name, int length) {
    FloatArray before = sums.get(name);
    return before == null ? new float[length] : before.values().clone();
  }

  /** Takes the steps of one call into the next row. */
  void add(Ladder.Moved moved, int taken) {
    steps += taken;
    for (int pair = 0; pair < rates.length; pair++) {
      rates[pair] += (float) (taken * moved.swapRates()[pair]);
      add(pair * 2, moved.lower()[pair], taken);
      add(pair * 2 + 1, moved.upper()[pair], taken);
    }
  }

  private void add(int row, float[] values, int taken) {
    for (int chain = 0; chain < chains; chain++) {
      means[row * chains + chain] += taken * values[chain];
    }
  }

  /** A row after a step. */
  void row(LadderState reached) {
    divide(rates);
    divide(means);
    double[] values = new double[4 + rates.length];
    values[1] = Double.POSITIVE_INFINITY;
    for (int pair = 0; pair < rates.length; pair++) {
      values[0] += rates[pair] / (double) rates.length;
      values[1] = Math.min(values[1], rates[pair]);
      values[4 + pair] = rates[pair];
    }
    values[2] = reached.roundTrips();
    values[3] = reached.restarts();
    csv.append(reached.steps(), values);
    bennett.append(means);
    steps = 0;
    Arrays.fill(rates, 0);
    Arrays.fill(means, 0);
  }

  private void divide(float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= steps;
    }
  }

  /** Puts all rows on disk; returns what a checkpoint must hold to go on after them. */
  Map<String, String> saved() {
    csv.force();
    bennett.force();
    Map<String, String> saved = new TreeMap<>();
    saved.put(CSV, String.valueOf(csv.rows()));
    saved.put(BENNETT, String.valueOf(bennett.rows()));
    saved.put(RATES, String.valueOf(steps));
    return saved;
  }

  /** What the next row will be made of: a checkpoint must hold this too. */
  Map<String, FloatArray> sums() {
    Map<String, FloatArray> sums = new TreeMap<>();
    sums.put(RATES, FloatArray.of(rates.clone()));
    sums.put(MEANS, FloatArray.of(means.clone()));
    return sums;
  }

  /**
   * Writes levels.csv from the rows of the second half of the steps.
   *
   * @param logReference log Z at the lowest rung, 0 where it is not known
   */
  void end(RunDirectory run, LadderState reached, double logReference) {
    csv.flush();
    bennett.flush();
    Csv table = Csv.read(run.file(CSV));
    double[] step = table.column("step");
    int pairs = rates.length;
    float[][] lower = new float[pairs][chains];
    float[][] upper = new float[pairs][chains];
    double[] swapped = new double[pairs];
    double taken = 0;
    try (NpyRowReader rows = NpyRowReader.open(run.file(BENNETT))) {
      for (int row = 0; row < step.length; row++) {
        float[] values = rows.next();
        double weight = step[row] - (row == 0 ? 0 : step[row - 1]);
        if (2 * step[row] > reached.steps()) {
          add(lower, upper, values, (float) weight);
          taken += weight;
          for (int pair = 0; pair < pairs; pair++) {
            swapped[pair] += weight * table.column(rate(pair))[row];
          }
        }
      }
    }
    StringBuilder text = new StringBuilder("rung,beta,step_size,swap_rate,log_z,log_z_error\n");
    Bennett.Estimate estimate = new Bennett.Estimate(logReference, 0);
    for (int rung = 0; rung <= pairs; rung++) {
      estimate = rung == 0 ? estimate : upTo(rung, reached, lower, upper, logReference);
      Level level = reached.levels().get(rung);
      double[] cells = {
        rung,
        level.beta(),
        level.stepSize(),
        rung < pairs ? swapped[rung] / taken : Double.NaN,
        estimate.value(),
        estimate.error()
      };
      text.append(Arrays.stream(cells)
          .mapToObj(String::valueOf)
          .collect(Collectors.joining(",", "", "\n")));
    }
    AtomicFile.write(run.file(LEVELS), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Bennett.Estimate upTo(
      int rung, LadderState reached, float[][] lower, float[][] upper, double logReference) {
    double[] shifts =
        reached.shifts().stream().limit(rung).mapToDouble(Double::doubleValue).toArray();
    Bennett.Estimate risen =
        Bennett.over(shifts, Arrays.copyOf(lower, rung), Arrays.copyOf(upper, rung));
    return new Bennett.Estimate(logReference - risen.value(), risen.error());
  }

  private void add(float[][] lower, float[][] upper, float[] values, float weight) {
    for (int pair = 0; pair < lower.length; pair++) {
      for (int chain = 0; chain < chains; chain++) {
        lower[pair][chain] += weight * values[2 * pair * chains + chain];
        upper[pair][chain] += weight * values[(2 * pair + 1) * chains + chain];
      }
    }
  }

  @Override
  public void close() {
    try (csv) {
      bennett.close();
    }
  }
}
