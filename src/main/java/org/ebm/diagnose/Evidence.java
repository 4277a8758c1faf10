package org.ebm.diagnose;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a verdict is reached from: energies of held-out data and of chains of the sampler under test at temperature 1. Values are taken as they come:
 * a chain that left the numbers stays in as NaN or Infinity.
 *
 * @param dataEnergies U of held-out data with the training's data noise, (n), n &gt;= 2
 * @param longRun chains started from held-out data
 * @param shortRun samples as in training, if the training sampler is known
 * @param rHatTwoStarts {@link Convergence#rHat} of U over chains from data together with chains from noise or a bank, if that was run
 * @param scale of the chains' step and of the data
 */
public record Evidence(
    float[] dataEnergies,
    LongChains longRun,
    Optional<ShortChains> shortRun,
    OptionalDouble rHatTwoStarts,
    Scale scale) {
  public Evidence {
    requireTwo("data energies", dataEnergies);
  }

  /** Without chains from a second start. */
  public Evidence(
      float[] dataEnergies, LongChains longRun, Optional<ShortChains> shortRun, Scale scale) {
    this(dataEnergies, longRun, shortRun, OptionalDouble.empty(), scale);
  }

  /**
   * Mean energies over a stretch of steps have the expectation of those at its end in a steady state, and a smaller variance: with 200 chains the difference
   * of two single times is uncertain by 0.1 sd, which is all the drift that is allowed.
   *
   * @param steps T, taken by each chain
   * @param halfWayEnergies mean U of each chain over a stretch up to T/2, (n)
   * @param lateEnergies mean U of the same chains over a stretch up to T, (n)
   * @param energies U of the same chains after T steps, (n)
   * @param displacement mean over the chains and the steps of the second half of |(eps^2 / 2) grad U|
   */
  public record LongChains(
      int steps,
      float[] halfWayEnergies,
      float[] lateEnergies,
      float[] energies,
      double displacement) {
    public LongChains {
      requireTwo("long-run energies", energies);
      if (halfWayEnergies.length != energies.length || lateEnergies.length != energies.length) {
        throw new IllegalArgumentException(halfWayEnergies.length + " chains half way, "
            + lateEnergies.length + " late, but " + energies.length + " at the end");
      }
    }

    /** Energies at T/2 and T alone. */
    public LongChains(int steps, float[] energiesHalfWay, float[] energies, double displacement) {
      this(steps, energiesHalfWay, energies, energies, displacement);
    }
  }

  /**
   * @param steps L, chain steps of one training update
   * @param energies U of fresh samples after L steps from training starts, (n)
   * @param displacement mean over samples and steps of |(eps^2 / 2) grad U|
   */
  public record ShortChains(int steps, float[] energies, double displacement) {
    public ShortChains {
      requireTwo("short-run energies", energies);
    }
  }

  /**
   * @param stepSize eps of the chains, data units, &gt; 0
   * @param dimension d, numbers in one example
   * @param dataSd the largest standard deviation of a data coordinate
   * @param inSweeps whether chains draw elements of two values, eps apart, in place of steps of eps
   */
  public record Scale(double stepSize, int dimension, double dataSd, boolean inSweeps) {
    public Scale(double stepSize, int dimension, double dataSd) {
      this(stepSize, dimension, dataSd, false);
    }

    public Scale {
      if (!(stepSize > 0 && dimension > 0 && dataSd >= 0)) {
        throw new IllegalArgumentException(
            "eps " + stepSize + ", dimension " + dimension + ", data sd " + dataSd);
      }
    }

    /** As sentences say it: {@code steps of eps 0.1}. */
    String steps() {
      return inSweeps ? "sweeps" : "steps of eps " + Digits.of(stepSize);
    }
  }

  private static void requireTwo(String what, float[] values) {
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "a verdict needs at least two " + what + ", got " + values.length);
    }
  }
}
