package org.ebm.sampler;

import java.util.Arrays;
import org.ebm.base.FloatArray;

/**
 * Where n chains are, with what the next step needs.
 *
 * @param position (n, ...)
 * @param energy U at the position, (n); (0) where it is not known
 * @param gradient dU/dx at the position, (n, ...); (n, 0) where there is none
 */
public record ChainState(FloatArray position, FloatArray energy, FloatArray gradient) {
  /** Where x takes few values, so that U has no gradient. */
  public static ChainState withoutGradient(FloatArray position, FloatArray energy) {
    return new ChainState(
        position, energy, new FloatArray(new int[] {position.rows(), 0}, new float[0]));
  }

  /** Of a model that knows the slope of U alone. */
  public static ChainState withoutEnergy(FloatArray position, FloatArray gradient) {
    return new ChainState(position, FloatArray.of(), gradient);
  }

  public boolean hasEnergy() {
    return energy.rows() > 0;
  }

  /** U of each chain as it is written to files, (n): NaN where it is not known. */
  public FloatArray writtenEnergy() {
    if (hasEnergy()) {
      return energy;
    }
    float[] unknown = new float[chains()];
    Arrays.fill(unknown, Float.NaN);
    return FloatArray.of(unknown);
  }

  public boolean hasGradient() {
    return gradient.rowElements() > 0;
  }

  public int chains() {
    return position.rows();
  }

  /** Number of chains whose position or energy, or else slope, is NaN or infinite. */
  public int nonFinite() {
    FloatArray known = hasEnergy() ? energy : gradient;
    int count = 0;
    for (int chain = 0; chain < chains(); chain++) {
      boolean finite = known.slice(chain, chain + 1).isFinite()
          && position.slice(chain, chain + 1).isFinite();
      count += finite ? 0 : 1;
    }
    return count;
  }
}
