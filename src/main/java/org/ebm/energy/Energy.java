package org.ebm.energy;

import java.util.Map;
import org.ebm.torch.Torch;

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

  /**
   * Tries what comes from a file of the user's, for who makes a folder before the energy is compiled.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65) if it does not fit
   */
  default void requireUsable(Torch torch) {}
}
