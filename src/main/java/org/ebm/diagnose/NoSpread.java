package org.ebm.diagnose;

import java.util.List;
import java.util.Optional;
import org.ebm.diagnose.Verdict.Kind;

/** Data whose energies do not vary, such as copies of one example: differences of energies have no unit then, and a gap in units of rounding errors says nothing. */
final class NoSpread {
  /** Energies that differ by fewer steps of float32 differ by how sums were rounded. */
  private static final int STEPS = 16;

  private static final double FLAT = 1e-3;

  private NoSpread() {}

  /** What is left to say; empty where the data's energies vary, or are not all finite. */
  static Optional<Verdict> verdict(Evidence evidence) {
    float[] data = evidence.dataEnergies();
    Moments moments = Moments.of(data);
    double largest = 0;
    for (float energy : data) {
      largest = Math.max(largest, Math.abs(energy));
    }
    boolean finite = Measures.nonFinite(data) + Measures.nonFiniteChains(evidence.longRun()) == 0;
    if (!finite || moments.sd() > STEPS * Math.ulp((float) largest)) {
      return Optional.empty();
    }
    Measure share = Measures.share(evidence.longRun(), evidence.scale());
    String found = "The energies of the data do not vary: U is " + Digits.of(moments.mean())
        + " for all " + data.length
        + ". Gaps are measured in their standard deviation, so none was, and nothing is said of a steady state. "
        + "Long-run displacement is " + Digits.of(share.value()) + " of eps sqrt(d).";
    return Optional.of(new Verdict(
        share.value() < FLAT ? Kind.COLLAPSED : Kind.INCONCLUSIVE,
        List.of(share),
        found,
        means(share),
        tryNext(share)));
  }

  private static String means(Measure share) {
    if (share.value() == 0) {
      return "No chain felt a gradient: the energy is constant wherever data and chains were, and they diffuse from wherever they started, whatever the step.";
    }
    return share.value() < FLAT
        ? Cause.COLLAPSED.means()
        : "There is one example, or copies of one, or the energy tells none from another.";
  }

  private static String tryNext(Measure share) {
    if (share.value() == 0) {
      return "Look at what the energy is made of: it answers the same to everything.";
    }
    return share.value() < FLAT
        ? Cause.COLLAPSED.tryNext()
        : "Give more different examples, or data.*.noise > 0, which gives the data a density; then diagnose again.";
  }
}
