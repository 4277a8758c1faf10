package org.ebm.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.diagnose.Verdict;
import org.ebm.diagnose.Verdict.Kind;

/** Chains of a sampler that rejects, and did reject nearly everything: where they are says where they were put, and nothing of the energy. */
final class Unmoved {
  private static final double LEAST = 1e-3;

  private Unmoved() {}

  /** @param acceptance share of accepted steps over the second half; 1 for a sampler that does not reject */
  static Optional<Verdict> verdict(double acceptance, int chains, int steps, double stepSize) {
    if (!(acceptance < LEAST)) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict(
            Kind.INCONCLUSIVE,
            List.of(),
            String.format(
                Locale.ROOT,
                "Acceptance %.2g: of the proposals of %s in %s of eps %.4g %s was accepted, so the chains are where they started.",
                acceptance,
                Counted.of(chains, "chain"),
                Counted.of(steps, "step"),
                stepSize,
                acceptance == 0 ? "none" : "almost none"),
            "The step is too large for this energy, so every proposal lands where the energy is much higher. Neither the energy nor the data were tested.",
            "Lower sampler step_size, or let warm_up find one: acceptance should be about 0.57 (mala), 0.65 (hmc, underdamped), 0.8 (nuts) or 0.23 (random_walk)."));
  }
}
