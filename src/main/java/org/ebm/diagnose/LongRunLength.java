package org.ebm.diagnose;

/**
 * How long a long run must be before it may count as one. A chain that moves by eps a step needs (s / eps)^2 steps to cross data of size s, and a
 * model that fools chains of training length can look convergent for many times that length.
 */
public final class LongRunLength {
  private static final double TRAINING_LENGTHS = 20;
  private static final double CROSSINGS = 5;

  private LongRunLength() {}

  /**
   * Steps needed: max(20 L, 5 (s / eps)^2).
   *
   * @param trainingSteps L, chain steps of one training update; 0 if not known
   * @param dataSd s, the largest standard deviation of a data coordinate
   * @param stepSize eps of the long chains, &gt; 0
   */
  public static long needed(int trainingSteps, double dataSd, double stepSize) {
    double crossing = dataSd / stepSize;
    return (long)
        Math.ceil(Math.max(TRAINING_LENGTHS * trainingSteps, CROSSINGS * crossing * crossing));
  }
}
