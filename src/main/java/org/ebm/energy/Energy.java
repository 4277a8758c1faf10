package org.ebm.energy;

import java.util.Map;

/** The kinds of energy that a configuration can name. */
public sealed interface Energy extends Potential
    permits DoubleWell,
        Funnel,
        Gaussian,
        GaussianMixture,
        Model,
        MuellerBrown,
        Network,
        Rosenbrock,
        Torchscript {

  /** SHA-256, in hexadecimal, of each file that it is read from, by name: what was begun with one energy must not go on with another. */
  default Map<String, String> fingerprints() {
    return Map.of();
  }

  /** Whether its arithmetic is mostly convolutions, which coarser numbers make faster. */
  default boolean hasConvolutions() {
    return false;
  }
}
