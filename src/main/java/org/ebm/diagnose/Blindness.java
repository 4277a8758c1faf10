package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.Counted;
import org.ebm.base.Rounded;
import org.ebm.diagnose.Density.Scope;

/** What a word at these numbers cannot see. */
final class Blindness {
  private Blindness() {}

  static List<String> of(FitMeasures fit, StartMeasures starts, int steps) {
    double noise = 1.0 / fit.chainsSize() + 1.0 / fit.dataSize();
    double seen = FitMeasures.MARGIN + CoarseDivergence.halfWidth(FitMeasures.CELLS, noise);
    List<String> blind = new ArrayList<>();
    blind.add("differences of less than " + Digits.of(Math.max(seen, 0.05)) + " nats ("
        + Counted.of(fit.chainsSize(), "chain") + Rounded.by(", %,.0f data)", fit.dataSize()));
    blind.add("missing modes of less than " + Digits.of(100 * FitMeasures.TAIL_MARGIN)
        + " % of the data");
    if (starts.scope() == Scope.LOCAL) {
      blind.add("the weights of modes: " + starts.whyLocal());
    }
    String reach = starts.beganFar()
        ? "basins that no start reaches, from data, elsewhere, or far away, within "
        : "basins that neither start reaches within ";
    blind.add(reach + Counted.of(steps, "step") + ", and changes slower than that");
    return blind;
  }
}
