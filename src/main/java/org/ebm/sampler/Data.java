package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;

/** Chains start at a fresh batch of data, data noise included: contrastive divergence. Source: Hinton (2002), Neural Computation 14(8). */
public record Data() implements Init {
  @Override
  public Starts open(Shape shape, Optional<Examples> data, RandomKey key) {
    Examples examples = data.orElseThrow();
    return (n, drawKey) -> new Starts.Draw(examples.batch(n, drawKey), new int[0]);
  }
}
