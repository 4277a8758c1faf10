package org.ebm.energy;

import java.util.List;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.network.Parameter;
import org.ebm.script.TorchClass;

/** Energies whose keys say all: nothing to read, so they can be computed as they stand. */
public sealed interface SelfContained extends Energy, Potential
    permits BoltzmannMachine,
        DoubleWell,
        Flow,
        Frame,
        Funnel,
        Gaussian,
        GaussianMixture,
        MuellerBrown,
        Network,
        Rbm,
        Rosenbrock,
        ScoreNetwork {
  @Override
  Shape shape();

  @Override
  default List<Parameter> parameters() {
    return List.of();
  }

  @Override
  default Optional<Units> units() {
    return Optional.empty();
  }

  @Override
  default long numbersPerExample() {
    return shape().elements();
  }

  @Override
  default Potential open() {
    return this;
  }

  /** Hidden stages that can be read as features, first to last; empty for an energy that has none. */
  default List<Stage> stages() {
    return List.of();
  }

  /**
   * A class with {@code prepare} and {@code features(x, w, c) -> (n, widths together)}, in float32.
   *
   * @param read some of {@link #stages}, in their order; at least one
   */
  default TorchClass features(List<Stage> read, Stage.Pool pool) {
    throw new UnsupportedOperationException("has no stages");
  }
}
