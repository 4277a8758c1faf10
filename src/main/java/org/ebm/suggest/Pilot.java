package org.ebm.suggest;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.ebm.diagnose.Moments;
import org.ebm.files.Csv;

/**
 * What a short training showed of a plan.
 *
 * @param diverged whether it had to stop
 * @param displacement of chains in its last quarter, in their units; NaN if there was none
 * @param law what displacement tends to where the energy's gradient is the data's; NaN where that is not asked for, and a plan stands that does not diverge
 */
public record Pilot(boolean diverged, double displacement, double law) {
  /** Of the law: below, a short training left the energy far flatter than the data; above, sharper. */
  private static final double FLAT = 0.5;

  private static final double SHARP = 1.5;
  /** By how much a rate is changed. */
  private static final double FACTOR = 3;

  /** Of a run that ended. */
  public static Pilot of(Path run, double law) {
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    double[] displacement = metrics.column("displacement");
    int n = displacement.length;
    return new Pilot(
        false,
        Moments.of(Arrays.copyOfRange(displacement, n - Math.max(1, n / 4), n)).mean(),
        law);
  }

  /** Of a run that diverged. */
  public static Pilot diverged(double law) {
    return new Pilot(true, Double.NaN, law);
  }

  /** Whether the plan stands. */
  public boolean isFine() {
    return !diverged
        && (Double.isNaN(law) || displacement >= FLAT * law && displacement <= SHARP * law);
  }

  /** The plan that follows from it. */
  public Plan corrected(Plan plan) {
    if (isFine()) {
      return plan;
    }
    boolean slow = !diverged && displacement < FLAT * law;
    return plan.withRate(
        slow ? plan.rate() * FACTOR : plan.rate() / FACTOR,
        slow
            ? "a pilot at a third of it left the energy too flat"
            : diverged
                ? "a pilot at three times it diverged"
                : "a pilot at three times it made the energy too sharp");
  }

  /** For a person. */
  public String line() {
    if (!diverged && Double.isNaN(law)) {
      return String.format(Locale.ROOT, "chains are moved by %.3g a step", displacement);
    }
    return diverged
        ? "diverged"
        : String.format(
            Locale.ROOT,
            "chains are moved by %.3g a step, %.2f of what the data's own gradient would do",
            displacement,
            displacement / law);
  }
}
