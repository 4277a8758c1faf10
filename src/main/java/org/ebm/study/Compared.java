package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.data.Dataset;
import org.ebm.diagnose.Verdict;

/**
 * Whether a model saw the data that it is compared with: what a comparison is worth depends on it, so a diagnosis says it.
 *
 * @param learned what the model was trained on, if that is known
 */
public record Compared(Optional<Dataset> learned) {
  public static final String NONE_HELD_OUT =
      "No data were held out: the data compared with are those that were learned, so that a model which only remembers them looks right.";

  /** Of an energy that was not learned, or nobody knows from what. */
  public static Compared unknown() {
    return new Compared(Optional.empty());
  }

  /** Whether the model is compared with what it learned, and not with other examples or fresh draws. */
  public boolean isSeen(Dataset data) {
    return learned
        .filter(data::equals)
        .filter(set -> set.heldOut().filter(set::equals).isEmpty())
        .isPresent();
  }

  /** The diagnosis with a word on it, where there is something to say. */
  public Diagnosis on(Diagnosis diagnosis, Dataset data) {
    if (!isSeen(data)) {
      return diagnosis;
    }
    Verdict verdict = diagnosis.verdict();
    List<Observation> observations = new ArrayList<>(diagnosis.observations());
    observations.add(
        new Observation(
            "held_out_examples",
            0,
            "Examples that learning did not see; with 0 the ranks and log_e_value are no exact statements: set data.*.hold_out in the next training."));
    return new Diagnosis(
        new Verdict(
            verdict.kind(),
            verdict.measures(),
            NONE_HELD_OUT + " " + verdict.found(),
            verdict.means(),
            verdict.tryNext()),
        diagnosis.density(),
        diagnosis.energies(),
        observations,
        diagnosis.chainTime(),
        diagnosis.data(),
        diagnosis.changes());
  }
}
