package org.ebm.sampler;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.MemoryLimit;
import org.ebm.config.KindName;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.torch.Torch;

/**
 * Where and how exactly chains are computed.
 *
 * @param chainsPerBlock chains that one worker moves in one call; part of what determines the result
 */
public record Compute(Torch torch, Precision precision, int chainsPerBlock) {
  /** Small enough for a core's cache and for two workers on a batch of 100, large enough to hide the cost of a call. */
  public static final int DEFAULT_BLOCK = 50;

  public Compute(Torch torch, Precision precision) {
    this(torch, precision, DEFAULT_BLOCK);
  }

  /** What is done with one block of rows. */
  @FunctionalInterface
  public interface Block<T> {
    /**
     * @param number from 0
     * @param from its first row
     * @param to the row after its last
     */
    T of(int number, int from, int to);
  }

  /** Blocks of so many rows, by all workers; results in their order. */
  public <T> List<T> inBlocks(int rows, Block<T> each) {
    return torch.parallel(
        ChainRange.blocks(rows, chainsPerBlock),
        block ->
            each.of(block, block * chainsPerBlock, Math.min(rows, (block + 1) * chainsPerBlock)));
  }

  /** A block of chains that takes more than the machine's memory is a bad configuration; what a GPU holds only its driver knows. */
  public void requireRoom(Potential energy) {
    if (torch.deviceName().equals("cpu")) {
      MemoryLimit.inMachine(
          "a block of " + chainsPerBlock + " chains (runtime.chains_per_block) in energy.network",
          (double) Float.BYTES * chainsPerBlock * energy.numbersPerExample());
    }
  }

  /** A sampler that rejects compares energies: {@link ConfigException} if they are too coarse for it. */
  public void requireFineEnough(Sampler sampler) {
    if (sampler.rejects() && precision == Precision.BFLOAT16) {
      throw new ConfigException(
          "runtime.precision",
          "bfloat16 keeps 8 bits of an energy, too coarse for " + KindName.of(sampler.getClass())
              + " to accept or reject by; choose float32, or the sampler langevin");
    }
  }
}
