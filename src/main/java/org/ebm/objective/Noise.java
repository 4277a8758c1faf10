package org.ebm.objective;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;

/** The law that data are told from in noise contrast. Both its density and its draws are known. */
public sealed interface Noise permits NormalNoise, MixtureNoise {
  /** Drawn to fit a law to. */
  int EXAMPLES = 10_000;

  /** The law, fitted to examples drawn by the key. */
  NormalMixture fit(Examples data, RandomKey key);

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
