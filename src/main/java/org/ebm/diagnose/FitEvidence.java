package org.ebm.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.FloatArray;

/**
 * What the word on the density is reached from: held-out data, and chains whose law is exp(-U) itself, not that of a step size.
 *
 * @param data held-out examples with the noise of training
 * @param reference more of them, (k, ...), which nothing else is measured on: what "near data" means; none where draws repeat
 * @param fromData chains started from data
 * @param second chains started elsewhere, if there are such; without them the scope is local
 * @param overdispersed where chains ended that began around data and far from them, (k, ...), if there are such: whether there are basins that the others never see
 */
public record FitEvidence(
    Sample data,
    FloatArray reference,
    Chains fromData,
    Optional<Chains> second,
    Optional<FloatArray> overdispersed) {

  /**
   * Independent states.
   *
   * @param position (n, ...)
   * @param energies U there, (n)
   */
  public record Sample(FloatArray position, float[] energies) {
    public Sample {
      if (position.rows() != energies.length || energies.length < 2) {
        throw new IllegalArgumentException(energies.length + " energies of " + position);
      }
    }

    int size() {
      return energies.length;
    }

    boolean isFinite() {
      return position.isFinite() && FloatArray.of(energies).isFinite();
    }

    Sample and(Sample other) {
      return new Sample(
          FloatArray.concat(List.of(position, other.position)),
          FloatArray.concat(List.of(FloatArray.of(energies), FloatArray.of(other.energies)))
              .values());
    }
  }

  /**
   * Chains that ended with Metropolis-adjusted steps, and of points with jumps from mode to mode between them.
   *
   * @param earlier where the first of them were at about half of their steps, (k, ...), k at most their number
   * @param settling U of all at half of the adjusted steps, or of the jumps, (n)
   * @param ends after the last adjusted step
   * @param acceptance share of adjusted proposals that were accepted
   * @param jumps share of the jumps that were, if there were any
   */
  public record Chains(
      FloatArray earlier, float[] settling, Sample ends, double acceptance, OptionalDouble jumps) {
    public Chains {
      if (settling.length != ends.size() || earlier.rows() > ends.size()) {
        throw new IllegalArgumentException(
            earlier + " earlier, " + settling.length + " settling, " + ends.size() + " at the end");
      }
    }

    boolean isFinite() {
      return ends.isFinite() && FloatArray.of(settling).isFinite();
    }
  }
}
