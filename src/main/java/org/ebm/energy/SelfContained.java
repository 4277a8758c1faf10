package org.ebm.energy;

import java.util.List;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.network.Parameter;

/** Energies whose keys say all: nothing to read, so they can be computed as they stand. */
public sealed interface SelfContained extends Energy, Potential
    permits BoltzmannMachine,
        DoubleWell,
        Funnel,
        Gaussian,
        GaussianMixture,
        MuellerBrown,
        Network,
        Rbm,
        Rosenbrock {
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
}
