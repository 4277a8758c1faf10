package org.ebm.energy;

import java.util.Optional;
import org.ebm.base.Space;
import org.ebm.config.Kind;

/** A x = x: all of x is seen, with noise. */
@Kind("identity")
public record Identity() implements Operator {
  @Override
  public Opened open(Space of) {
    return Opened.of(of.shape(), "Identity", "return x", "return r", Optional.empty());
  }
}
