package org.ebm.objective;

import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.energy.Energy;
import org.ebm.energy.Potential;

/** The law that data are told from in noise contrast. Both its density and its draws are known. */
public sealed interface Noise permits BaseNoise, FlowNoise, MixtureNoise, ModelNoise, NormalNoise {
  /** Drawn to fit a law to. */
  int EXAMPLES = 10_000;

  /** Who learns the noise; nobody, where it is fitted or known. */
  default List<Player> players(Shape example) {
    return List.of();
  }

  /** The same as energies of x, by the player's name. */
  default Map<String, Energy> energies(Energy learned) {
    return Map.of();
  }

  /** SHA-256, in hexadecimal, of each file that it reads, by name. */
  default Map<String, String> fingerprints() {
    return Map.of();
  }

  /** Refuses energies of which it cannot be the noise; paths begin at the objective's keys. */
  default void require(Potential energy) {}

  /**
   * The law.
   *
   * @param energy that is to learn
   * @param data what a law is fitted to, by examples drawn by the key
   * @throws org.ebm.base.ConfigException if no law can be had for these data
   */
  NoiseLaw open(Potential energy, Examples data, RandomKey key);

  /** Examples to fit to, one a row. */
  static double[][] examples(Examples data, RandomKey key) {
    return rows(data.batch(EXAMPLES, key));
  }

  /** An array (n, ...), one example a row. */
  static double[][] rows(FloatArray batch) {
    int width = batch.rowElements();
    double[][] rows = new double[batch.rows()][width];
    for (int i = 0; i < batch.values().length; i++) {
      rows[i / width][i % width] = batch.values()[i];
    }
    return rows;
  }
}
