package org.ebm.sampler;

import java.util.OptionalDouble;

/** A sampler that draws elements of few values, at a temperature that its program is told: what rungs of spins and bits are made of. */
public sealed interface Drawing extends Sampler permits Flips, Gibbs, GibbsWithGradients {
  /** T of the chain. */
  double temperature();

  /** The same at another temperature, in the same program. */
  Drawing withTemperature(double other);

  @Override
  default double stepSize() {
    return Double.NaN;
  }

  @Override
  default Drawing withStepSize(double other) {
    return this;
  }

  @Override
  default double drift() {
    return 1;
  }

  /** None that a step size could reach. */
  @Override
  default OptionalDouble targetAcceptance() {
    return OptionalDouble.empty();
  }
}
