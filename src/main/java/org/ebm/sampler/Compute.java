package org.ebm.sampler;

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
}
