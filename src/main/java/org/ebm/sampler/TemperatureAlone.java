package org.ebm.sampler;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.energy.Reference;

/** No reference: rungs differ by their temperature 1 / beta, U(x; beta) = beta U(x). Where an energy has no walls far out, a hot rung runs away; log Z is known up to that of the hottest. */
@Kind("none")
public record TemperatureAlone(
    @Key(value = "temperature of the hottest rung", range = "> 1", byDefault = "10.0")
    double temperature)
    implements LadderReference {
  @Override
  public boolean beginsAtZero() {
    return false;
  }

  @Override
  public Optional<Reference> open(Shape shape, Optional<FloatArray> examples) {
    return Optional.empty();
  }

  /** Each as much colder as the next. */
  @Override
  public double[] firstLevels(int rungs) {
    double[] betas = new double[rungs];
    for (int i = 0; i < rungs; i++) {
      betas[i] = (float) Math.pow(temperature, (double) i / (rungs - 1) - 1);
    }
    return betas;
  }
}
