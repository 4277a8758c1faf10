package org.ebm.sampler;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** Exchange between neighbours on a ladder: accepted with probability min(1, exp((beta' - beta) (D' - D))), which leaves the product of all rungs' laws as it is. */
final class Swaps {
  private Swaps() {}

  /** Probability for a pair of states, D and D' those of the lower and the upper rung; 0 where D is infinite on both. */
  static double probability(double betaStep, double lower, double upper) {
    double log = betaStep * (upper - lower);
    return Double.isNaN(log) ? 0 : Math.min(1, Math.exp(log));
  }

  /**
   * Tries every second pair in each chain, and carries out what is accepted.
   *
   * @param first the lower rung of the first pair: 0 or 1
   * @param rungs whose arrays are changed
   * @param works of all pairs, before any swap
   * @param visited marks that travel with the states
   */
  static void everySecond(
      int first, List<ChainState> rungs, List<Works> works, List<float[]> visited, RandomKey key) {
    UniformRandomProvider random = key.generator();
    int chains = rungs.get(0).chains();
    for (int chain = 0; chain < chains; chain++) {
      for (int rung = first; rung < works.size(); rung += 2) {
        if (random.nextDouble() < works.get(rung).swap()[chain]) {
          swap(rungs.get(rung), rungs.get(rung + 1), chain);
          float mark = visited.get(rung)[chain];
          visited.get(rung)[chain] = visited.get(rung + 1)[chain];
          visited.get(rung + 1)[chain] = mark;
        }
      }
    }
  }

  private static void swap(ChainState one, ChainState other, int chain) {
    swap(one.position(), other.position(), chain);
    swap(one.energy(), other.energy(), chain);
    swap(one.gradient(), other.gradient(), chain);
  }

  private static void swap(FloatArray one, FloatArray other, int row) {
    int size = one.rowElements();
    float[] kept = new float[size];
    System.arraycopy(one.values(), row * size, kept, 0, size);
    System.arraycopy(other.values(), row * size, one.values(), row * size, size);
    System.arraycopy(kept, 0, other.values(), row * size, size);
  }
}
