package org.ebm.energy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * U = U_1 + U_2 + ...: a product of densities, which is high where all of them are. Source: Hinton (2002), Neural Computation 14(8); Du, Li and Mordatch (2020),
 * NeurIPS, section 3.1 (conjunction).
 */
@Kind("sum")
public record Sum(
    @Key("the energies that are added, of one shape") List<Energy> energies) implements Energy {
  public Sum {
    energies = List.copyOf(energies);
    Sum.requireSome("energies", energies);
  }

  /** At least one, and all of one shape where it is known already. */
  static void requireSome(String key, List<Energy> energies) {
    if (energies.isEmpty()) {
      throw new ConfigException(key, "must name at least one energy, got none");
    }
  }

  @Override
  public Shape shape() {
    return energies.get(0).shape();
  }

  @Override
  public Map<String, Energy> parts() {
    return Parts.numbered("sum", energies);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Sum(List.copyOf(others.values()));
  }

  @Override
  public Optional<double[]> tails() {
    return Parts.tails(energies, Double::sum);
  }

  @Override
  public Potential open() {
    return new Composed("Sum", Parts.open(parts()), Sum::methods);
  }

  private static List<Method> methods(Parts.Calls calls) {
    List<String> names = List.copyOf(calls.modules().keySet());
    String pairs = names.stream()
        .map(name -> "(e_" + name + ", g_" + name + ") = " + calls.call(name, "energy_gradient"))
        .collect(Collectors.joining("\n"));
    return List.of(
        Method.of(
            EnergyModule.ENERGY, "return " + added(names, name -> calls.call(name, "energy"))),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            pairs + "\nreturn (" + added(names, name -> "e_" + name) + ", "
                + added(names, name -> "g_" + name) + ")"),
        Method.of(
            EnergyModule.GRADIENT, "return " + added(names, name -> calls.call(name, "gradient"))));
  }

  private static String added(List<String> names, UnaryOperator<String> term) {
    return names.stream()
        .map(term)
        .reduce((a, b) -> "torch.add(" + a + ", " + b + ")")
        .orElseThrow();
  }
}
