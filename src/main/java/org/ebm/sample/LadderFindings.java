package org.ebm.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.diagnose.Bennett;
import org.ebm.files.Csv;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.LadderState;

/**
 * How a run on a ladder ended.
 *
 * @param rungs their number
 * @param swapRate mean over pairs of neighbours since the last but one row
 * @param swapRateLowest that of the pair that swaps least
 * @param restarts how often a state came to the energy from the lowest rung
 * @param roundTrips how often one came from there to the energy and back
 * @param exactReference whether the lowest rung is a reference, so that log Z is that of the energy; else it is above that of the hottest rung
 * @param logZ by Bennett's ratio over the second half of the steps
 */
public record LadderFindings(
    int rungs,
    double swapRate,
    double swapRateLowest,
    long restarts,
    long roundTrips,
    boolean exactReference,
    double logZ,
    double logZError) {
  static LadderFindings of(
      RunDirectory run, LadderState reached, boolean exactReference, Bennett.Estimate logZ) {
    Csv travels = Csv.read(run.file(LadderTrace.CSV));
    return new LadderFindings(
        reached.levels().size(),
        last(travels, "swap_rate"),
        last(travels, "swap_rate_lowest"),
        reached.restarts(),
        reached.roundTrips(),
        exactReference,
        logZ.value(),
        logZ.error());
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
