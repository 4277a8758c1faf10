package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;

/**
 * The chains of a run that this process moves: whole blocks, because a block shares one generator.
 *
 * @param firstBlock number of the first one's block in the whole run
 * @param from number of the first chain
 * @param to the one after the last
 */
public record ChainRange(int firstBlock, int from, int to) {
  /** Those of a part, of which there are at most as many as blocks; all, if there are no parts. */
  public static ChainRange of(Optional<Shard> shard, int chains, int chainsPerBlock) {
    int blocks = blocks(chains, chainsPerBlock);
    return shard
        .map(part -> new ChainRange(
            part.from(blocks),
            (int) Math.min(chains, (long) part.from(blocks) * chainsPerBlock),
            (int) Math.min(chains, (long) part.to(blocks) * chainsPerBlock)))
        .orElse(new ChainRange(0, 0, chains));
  }

  /** How many blocks chains make. */
  public static int blocks(int chains, int chainsPerBlock) {
    return (int) ((chains - 1L + chainsPerBlock) / chainsPerBlock);
  }

  public int chains() {
    return to - from;
  }

  /** Their rows of an array that has one for each chain of the whole run. */
  public FloatArray of(FloatArray all) {
    return all.slice(from, to);
  }

  /** What they are told, of what all are. */
  public EnergyInputs of(EnergyInputs all) {
    return all.rows(from, to);
  }

  /** The same of states. */
  public ChainState of(ChainState all) {
    return new ChainState(of(all.position()), of(all.energy()), of(all.gradient()));
  }
}
