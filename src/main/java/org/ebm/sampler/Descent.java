package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;

/** A way down the noise levels of an energy, from noise to data. */
public sealed interface Descent permits Annealing, RecoveryDescent, ReverseDiffusion {
  /**
   * Takes chains down.
   *
   * @param parameters the energy's
   * @param start (n, ...)
   * @return (n, ...), at the smallest level
   * @throws ConfigException if the energy has no noise levels
   */
  FloatArray run(Potential energy, List<FloatArray> parameters, FloatArray start, Run run);

  /** Down from standard normal noise. */
  default FloatArray fromNoise(
      Potential energy, List<FloatArray> parameters, int n, Compute compute, RandomKey key) {
    FloatArray noise = new GaussianStart(1).noise(energy.shape(), n, key.fold("start"));
    return run(energy, parameters, noise, new Run(compute, key.fold("way")));
  }

  /** Its key in a configuration, for messages. */
  String key();

  /**
   * The levels, largest first.
   *
   * @throws ConfigException if the energy has none
   */
  default List<Double> levels(Potential energy) {
    return energy
        .condition(Condition.NOISE_LEVEL)
        .map(Condition::values)
        .orElseThrow(() -> new ConfigException(
            key(), "the energy has no noise levels to go down; leave " + key() + " out"));
  }

  /**
   * What {@link #run} computes with.
   *
   * @param firstBlock number of the block that the first chain begins: 0, but in a shard
   */
  record Run(Compute compute, RandomKey key, int firstBlock) {
    public Run(Compute compute, RandomKey key) {
      this(compute, key, 0);
    }

    /** Chains with normal noise added, that of each block by its number among all. */
    public FloatArray noisy(FloatArray start, double sigma) {
      int size = compute.chainsPerBlock();
      List<FloatArray> blocks = new ArrayList<>();
      for (int from = 0; from < start.rows(); from += size) {
        FloatArray block = start.slice(from, Math.min(start.rows(), from + size));
        RandomKey own = key.fold("noise").fold(firstBlock + from / size);
        float[] noise = new GaussianStart(sigma).noise(block, own).values();
        for (int i = 0; i < noise.length; i++) {
          block.values()[i] += noise[i];
        }
        blocks.add(block);
      }
      return FloatArray.concat(blocks);
    }
  }
}
