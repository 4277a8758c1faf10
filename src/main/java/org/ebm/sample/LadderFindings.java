package org.ebm.sample;

import java.util.LinkedHashMap;
import java.util.Map;

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
