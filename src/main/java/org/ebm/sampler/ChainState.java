package org.ebm.sampler;

import org.ebm.base.FloatArray;

/**
 * Where n chains are, with what the next step needs.
 *
 * @param position (n, ...)
 * @param energy U at the position, (n)
 * @param gradient dU/dx at the position, (n, ...); (n, 0) where there is none
 */
public record ChainState(FloatArray position, FloatArray energy, FloatArray gradient) {
  /** Where x takes few values, so that U has no gradient. */
  public static ChainState withoutGradient(FloatArray position, FloatArray energy) {
    return new ChainState(
        position, energy, new FloatArray(new int[] {position.rows(), 0}, new float[0]));
  }

  public boolean hasGradient() {
    return gradient.rowElements() > 0;
  }

  public int chains() {
    return position.rows();
  }

  /** Number of chains whose position or energy is NaN or infinite. */
  public int nonFinite() {
    int count = 0;
    for (int chain = 0; chain < chains(); chain++) {
      boolean finite = Float.isFinite(energy.values()[chain])
          && position.slice(chain, chain + 1).isFinite();
      count += finite ? 0 : 1;
    }
    return count;
  }
}
