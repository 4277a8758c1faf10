package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.config.Kind;
import org.ebm.energy.Reference;

/** Of spins and bits: the uniform law, where beta is 0, drawn exactly at each step of the ladder; log Z is known there. */
@Kind("uniform")
public record UniformReference() implements LadderReference {
  @Override
  public Optional<Reference> open(Shape shape, Optional<FloatArray> examples) {
    return Optional.empty();
  }

  @Override
  public boolean beginsAtZero() {
    return true;
  }

  /** Dense near 0, where laws differ most for as much of beta. */
  @Override
  public double[] firstLevels(int rungs) {
    double[] betas = new double[rungs];
    for (int i = 1; i < rungs; i++) {
      betas[i] = (float) Math.pow((double) i / (rungs - 1), 1.5);
    }
    return betas;
  }
}
