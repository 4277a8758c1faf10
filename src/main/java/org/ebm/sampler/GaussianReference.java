package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.energy.Reference;

/** A normal law, drawn exactly at each step of the ladder: U(x; beta) = (1 - beta) U_0(x) + beta U(x), and log Z is known at beta 0. */
@Kind("gaussian")
public record GaussianReference(
    @Key(
        value =
            "standard deviation of each element, mean 0, at least as wide as the energy's law; auto: mean and deviations of the data",
        range = "> 0",
        byDefault = "auto")
    Optional<Double> sd)
    implements LadderReference {
  @Override
  public boolean needsData() {
    return sd.isEmpty();
  }

  @Override
  public boolean beginsAtZero() {
    return true;
  }

  @Override
  public Optional<Reference> open(Shape shape, Optional<FloatArray> examples) {
    return Optional.of(sd.map(given -> Reference.isotropic(shape, given))
        .orElseGet(() -> Reference.of(
            shape,
            examples.orElseThrow(() -> new ConfigException(
                "replica_exchange.reference.gaussian.sd",
                "must be given, as there are no data to take it from")))));
  }

  /** Dense near 0, where an energy's far walls are met. */
  @Override
  public double[] firstLevels(int rungs) {
    double[] betas = new double[rungs];
    for (int i = 1; i < rungs; i++) {
      betas[i] = (float) Math.pow((double) i / (rungs - 1), 3);
    }
    return betas;
  }
}
