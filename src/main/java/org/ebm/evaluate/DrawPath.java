package org.ebm.evaluate;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;

/** Laws of spins or bits from one that is drawn exactly, at beta 0, to a model's, at 1. */
interface DrawPath extends AutoCloseable {
  /** log Z at beta 0. */
  double logReference();

  /** n exact draws at beta 0, (n, shape...). */
  FloatArray reference(int n, RandomKey key);

  /** U(x; beta) at states (n, ...). */
  double[] energies(FloatArray position, double beta);

  /** Gibbs sweeps that leave the law at beta, above 0, as it is. */
  FloatArray moved(FloatArray position, double beta, RandomKey key);

  @Override
  void close();
}
