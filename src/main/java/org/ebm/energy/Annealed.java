package org.ebm.energy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;
import org.ebm.script.Method;

/**
 * The path from a reference to an energy: U(x; beta) = (1 - beta) U_0(x) + beta U_1(x), with beta a condition; 1 where nobody says. Source: Neal (2001), Statistics and
 * Computing 11, equation 3.
 */
@Kind("annealed")
public record Annealed(
    @Key("U_0, at beta 0: an energy that is easy to sample") Energy reference,
    @Key("U_1, at beta 1") Energy energy)
    implements Energy {
  private static final Condition BETA =
      Condition.number(Condition.BETA, List.of(), Optional.of(1.0));

  @Override
  public Shape shape() {
    return energy.shape();
  }

  @Override
  public Map<String, Energy> parts() {
    Map<String, Energy> parts = new LinkedHashMap<>();
    parts.put("reference", reference);
    parts.put("energy", energy);
    return parts;
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    List<Energy> two = List.copyOf(others.values());
    return new Annealed(two.get(0), two.get(1));
  }

  @Override
  public Optional<double[]> tails() {
    return energy.tails();
  }

  @Override
  public Potential open() {
    return between(reference.open(), energy.open());
  }

  /** The path between two opened energies. */
  public static Potential between(Potential reference, Potential energy) {
    Map<String, Potential> parts = new LinkedHashMap<>();
    parts.put("reference", reference);
    parts.put("energy", energy);
    return new Composed("Annealed", new Parts(parts), List.of(BETA), Annealed::methods);
  }

  private static List<Method> methods(Parts.Calls calls) {
    return List.of(
        Method.of(
            EnergyModule.ENERGY,
            "return torch.lerp(" + calls.call("reference", "energy") + ", "
                + calls.call("energy", "energy") + ", c[-1])"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            String.format(
                Locale.ROOT,
                """
            (e, g) = %s
            (e_0, g_0) = %s
            per_chain = [1] * torch.dim(x)
            per_chain[0] = -1
            return (torch.lerp(e_0, e, c[-1]), torch.lerp(g_0, g, torch.reshape(c[-1], per_chain)))""",
                calls.call("energy", "energy_gradient"),
                calls.call("reference", "energy_gradient"))),
        Method.of(
            EnergyModule.GRADIENT,
            String.format(
                Locale.ROOT,
                """
            per_chain = [1] * torch.dim(x)
            per_chain[0] = -1
            return torch.lerp(%s, %s, torch.reshape(c[-1], per_chain))""",
                calls.call("reference", "gradient"),
                calls.call("energy", "gradient"))));
  }
}
