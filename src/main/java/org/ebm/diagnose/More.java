package org.ebm.diagnose;

import org.ebm.base.Counted;
import org.ebm.base.Rounded;

/**
 * How much would decide what is undecided, in all: at least what there was.
 *
 * @param chains from each start
 * @param data examples compared with
 * @param steps of each long chain
 */
public record More(int chains, int data, int steps) {
  @Override
  public String toString() {
    return Counted.of(chains, "chain")
        + Rounded.by(", %,.0f data, ", data)
        + Counted.of(steps, "step");
  }
}
