package org.ebm.sampler;

import org.ebm.base.RandomKey;
import org.ebm.data.Examples;

/** Chains start at a fresh batch of data, data noise included: contrastive divergence. Source: Hinton (2002), Neural Computation 14(8). */
public record Data() implements Init {
  @Override
  public Starts open(Examples data, RandomKey key) {
    return (n, drawKey) -> new Starts.Draw(data.batch(n, drawKey), new int[0]);
  }
}
