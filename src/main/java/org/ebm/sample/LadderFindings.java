package org.ebm.sample;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ebm.files.Csv;

/**
 * How a run on a ladder ended, as its files tell.
 *
 * @param rungs their number
 * @param stepSize eps on the energy's own rung; NaN for spins and bits
 * @param swapRate mean over pairs of neighbours since the last but one row
 * @param swapRateLowest that of the pair that swaps least
 * @param restarts how often a state came to the energy from the lowest rung
 * @param roundTrips how often one came from there to the energy and back
 * @param exactReference whether the lowest rung is a reference, so that log Z is that of the energy; else it is above that of the hottest rung
 * @param logZ by Bennett's ratio over the second half of the steps
 */
public record LadderFindings(
    int rungs,
    double stepSize,
    double swapRate,
    double swapRateLowest,
    long restarts,
    long roundTrips,
    boolean exactReference,
    double logZ,
    double logZError) {
  /**
   * Of the run in a folder, which has ended or stopped; empty if it was not on a ladder.
   *
   * @param config its own
   */
  public static Optional<LadderFindings> of(Path run, SampleConfig config) {
    return config.replicaExchange().map(how -> {
      Csv travels = Csv.read(run.resolve(LadderTrace.CSV));
      Csv levels = Csv.read(run.resolve(LadderTrace.LEVELS));
      return new LadderFindings(
          levels.rows(),
          last(levels, "step_size"),
          last(travels, "swap_rate"),
          last(travels, "swap_rate_lowest"),
          (long) last(travels, "restarts"),
          (long) last(travels, "round_trips"),
          how.reference().beginsAtZero(),
          last(levels, "log_z"),
          last(levels, "log_z_error"));
    });
  }

  private static double last(Csv table, String column) {
    return table.rows() == 0 ? Double.NaN : table.column(column)[table.rows() - 1];
  }

  /** By the names that results are printed by. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rungs", rungs);
    values.put("swap_rate", swapRate);
    values.put("swap_rate_lowest", swapRateLowest);
    values.put("restarts", restarts);
    values.put("round_trips", roundTrips);
    values.put(exactReference ? "log_z" : "log_z_above_hottest", logZ);
    values.put(exactReference ? "log_z_error" : "log_z_above_hottest_error", logZError);
    return values;
  }
}
