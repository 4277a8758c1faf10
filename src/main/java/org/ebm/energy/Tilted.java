package org.ebm.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * U = U_1 + |x|^2 / (2 sd^2): an energy as the exponential tilting of a normal law N(0, sd^2 I), which has a density however flat U_1 is. Source: Xie, Lu, Zhu and Wu (2016),
 * ICML, equation 2.
 */
@Kind("tilted")
public record Tilted(
    @Key("the energy that tilts, given or learned") Energy of,

    @Key(value = "sd of the normal reference in each direction, data units", range = "> 0")
    double sd)
    implements Energy {
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
    return new Tilted(others.values().iterator().next(), sd);
  }

  @Override
  public Optional<double[]> tails() {
    return of.tails()
        .map(tails -> Arrays.stream(tails).map(a -> a + 1 / (2 * sd * sd)).toArray());
  }

  @Override
  public Potential open() {
    return new Composed("Tilted", Parts.open(parts()), this::methods);
  }

  private List<Method> methods(Parts.Calls calls) {
    double precision = 1 / (sd * sd);
    String reference =
        "torch.mul(torch.sum(torch.pow(torch.flatten(x, 1), 2), [1]), " + precision / 2 + ")";
    return List.of(
        Method.of(
            EnergyModule.ENERGY,
            "return torch.add(" + calls.call("of", "energy") + ", " + reference + ")"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            "(e, g) = " + calls.call("of", "energy_gradient") + "\nreturn (torch.add(e, "
                + reference + "), torch.add(g, x, alpha=" + precision + "))"),
        Method.of(
            EnergyModule.GRADIENT,
            "return torch.add(" + calls.call("of", "gradient") + ", x, alpha=" + precision + ")"));
  }
}
