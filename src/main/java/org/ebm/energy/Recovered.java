package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.network.Condition;
import org.ebm.script.Method;

/**
 * What an energy says of x when a noisier y = x + s z was seen, told y and s for each chain: -log p(x | y) = U(x) + |x - y|^2 / (2 s^2), as an energy of v = (x - y) / s, in which all levels of noise are alike: V(v) = U(y + s v) +
 * |v|^2 / 2. However many modes U has, with a small s this has one. Source: Gao, Song, Poole, Wu and Kingma (2021), ICLR, equation 8.
 */
public final class Recovered {
  /** y, in the shape of x. */
  public static final String NOISY = "noisy";
  /** s. */
  public static final String SPREAD = "spread";

  private static final String POSITION = """
      per_chain = [1] * torch.dim(x)
      per_chain[0] = -1
      spread = torch.reshape(c[-1], per_chain)
      v = x
      x = torch.add(c[-2], torch.mul(spread, v))
      """;

  private Recovered() {}

  /** Told y, then s, after what the energy itself is told. v has no unit, whatever x is measured in: its chains are opened in data units. */
  public static Potential of(Potential energy) {
    List<Condition> told = List.of(
        new Condition(NOISY, energy.shape(), List.of(), Optional.empty()),
        new Condition(SPREAD, new Shape(List.of()), List.of(), Optional.empty()));
    return new Composed("Recovered", new Parts(Map.of("base", energy)), told, Recovered::methods);
  }

  private static List<Method> methods(Parts.Calls calls) {
    String prior = "torch.mul(torch.sum(torch.pow(torch.flatten(v, 1), 2), [1]), 0.5)";
    return List.of(
        Method.of(
            EnergyModule.ENERGY,
            POSITION + "return torch.add(" + calls.call("base", "energy") + ", " + prior + ")"),
        Method.of(
            EnergyModule.GRADIENT,
            POSITION + "return torch.add(v, torch.mul(spread, " + calls.call("base", "gradient")
                + "))"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            String.format(
                Locale.ROOT, POSITION + """
            (e, g) = %s
            return (torch.add(e, %s), torch.add(v, torch.mul(spread, g)))""", calls.call("base", "energy_gradient"), prior)));
  }
}
