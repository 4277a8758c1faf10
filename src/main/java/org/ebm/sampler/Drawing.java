package org.ebm.sampler;

/** A sampler that draws elements of few values, at a temperature that its program is told: what rungs of spins and bits are made of. */
public sealed interface Drawing extends Sampler permits Flips, Gibbs, GibbsWithGradients {
  /** T of the chain. */
  double temperature();

  /** The same at another temperature, in the same program. */
  Drawing withTemperature(double other);
}
