package org.ebm.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.objective.Objective;

/** SHA-256 of what a training run reads besides its configuration, by the name that a checkpoint keeps it under: a run goes on only if all of it is as it was. */
record TrainingInputs(Map<String, String> sums) {
  private static final String DATA = "data";

  /** Of data, of fixed parts of the energy, and of what else the objective reads. */
  static TrainingInputs of(Examples data, Potential energy, Objective objective) {
    Map<String, String> sums = new TreeMap<>(Map.of(DATA, data.fingerprint()));
    energy.fingerprints().forEach((name, sum) -> sums.put("energy " + name, sum));
    objective.fingerprints().forEach((name, sum) -> sums.put("objective " + name, sum));
    return new TrainingInputs(sums);
  }

  /**
   * Damaged (exit 65) if an input is another than the one a checkpoint knows; those of an older ebm know the data alone.
   *
   * @param state of the checkpoint
   */
  void requireSame(Path run, Map<String, String> state) {
    sums.forEach((name, sum) -> {
      String before = state.getOrDefault(name, name.equals(DATA) ? "" : sum);
      if (!before.equals(sum)) {
        throw new EbmException(
            ExitCode.DAMAGED,
            run + ": "
                + (name.equals(DATA) ? "the data" : "what it reads as " + name)
                + " changed since this run began (SHA-256 " + before + ", now " + sum
                + "); put the old files back or start a new run");
      }
    });
  }
}
