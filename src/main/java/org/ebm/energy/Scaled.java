package org.ebm.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * U = factor U_1: a density to the power of the factor. A negative one turns hills and valleys, "not U_1" inside a {@link Sum}; alone it need not have a density.
 * Source: Du, Li and Mordatch (2020), NeurIPS, section 3.1 (negation).
 */
@Kind("scaled")
public record Scaled(
    @Key("any number but 0; negative: low where the energy is high")
    double by,

    @Key("the energy") Energy of)
    implements Energy {
  public Scaled {
    if (by == 0 || !Double.isFinite(by)) {
      throw new ConfigException("by", "must be a number other than 0, got " + by);
    }
  }

  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Map<String, Energy> parts() {
    return Map.of("of", of);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Scaled(by, others.values().iterator().next());
  }

  @Override
  public Optional<double[]> tails() {
    return of.tails().map(tails -> Arrays.stream(tails).map(a -> by * a).toArray());
  }

  @Override
  public Potential open() {
    return new Composed("Scaled", Parts.open(parts()), this::methods);
  }

  private List<Method> methods(Parts.Calls calls) {
    return List.of(
        Method.of(EnergyModule.ENERGY, "return " + times(calls.call("of", "energy"))),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            "(e, g) = " + calls.call("of", "energy_gradient") + "\nreturn (" + times("e") + ", "
                + times("g") + ")"),
        Method.of(EnergyModule.GRADIENT, "return " + times(calls.call("of", "gradient"))));
  }

  private String times(String value) {
    return "torch.mul(" + value + ", " + by + ")";
  }
}
