package org.ebm.energy;

import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;

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

  /**
   * Numbers of an energy, with the fingerprints of the very bytes that they were read from.
   *
   * @param values as {@link #values} gives them
   * @param fingerprints as {@link #fingerprints} gives them
   */
  record Read(List<FloatArray> values, Map<String, String> fingerprints) {}

  /** Both at once: files may be written anew by a training run at any moment, and a fingerprint taken later is of other bytes. */
  default Read read() {
    return new Read(values(), fingerprints());
  }

  /** SHA-256, in hexadecimal, of each file that it is read from, by name: what was begun with one energy must not go on with another. */
  default Map<String, String> fingerprints() {
    return Map.of();
  }
}
