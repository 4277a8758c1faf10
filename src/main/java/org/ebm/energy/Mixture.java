package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * U = -log sum_k w_k exp(-U_k): high density where one of them is. The share of each in the mixture is w_k Z_k, so with energies that are not normalized the weights are not the
 * shares. Source: Du, Li and Mordatch (2020), NeurIPS, section 3.1 (disjunction).
 */
@Kind("mixture")
public record Mixture(
    @Key("the energies that are mixed, of one shape") List<Energy> energies,

    @Key(value = "w of each exp(-U); all 1 if empty", range = "> 0", byDefault = "[]")
    List<Double> weights)
    implements Energy {
  public Mixture {
    energies = List.copyOf(energies);
    weights = List.copyOf(weights);
    Sum.requireSome("energies", energies);
    if (!weights.isEmpty() && weights.size() != energies.size()) {
      throw new ConfigException(
          "weights",
          "must be as many as the energies, " + energies.size() + ", got " + weights.size());
    }
  }

  @Override
  public Shape shape() {
    return energies.get(0).shape();
  }

  @Override
  public Map<String, Energy> parts() {
    return Parts.numbered("mixture", energies);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Mixture(List.copyOf(others.values()), weights);
  }

  /** The lowest part wins. */
  @Override
  public Optional<double[]> tails() {
    return Parts.tails(energies, Math::min);
  }

  @Override
  public Potential open() {
    Parts opened = Parts.open(parts());
    opened
        .opened()
        .forEach((name, part) -> Ability.requireEnergy(
            part, name, "weighs its parts by U", "give energies, or choose sum"));
    return new Composed("Mixture", opened, this::methods);
  }

  /** The gradient is the parts' mean, weighted by how much of the density at x each gives. */
  private List<Method> methods(Parts.Calls calls) {
    List<String> names = List.copyOf(calls.modules().keySet());
    String heights = IntStream.range(0, names.size())
        .mapToObj(
            k -> String.format(Locale.ROOT, "torch.sub(%s, e_%s)", logWeight(k), names.get(k)))
        .collect(Collectors.joining(", ", "torch.stack([", "], 1)"));
    String energies = names.stream()
        .map(name -> "e_" + name + " = " + calls.call(name, "energy") + "\n")
        .collect(Collectors.joining());
    String pairs = names.stream()
        .map(name ->
            "(e_" + name + ", g_" + name + ") = " + calls.call(name, "energy_gradient") + "\n")
        .collect(Collectors.joining());
    String mean = names.stream()
        .map(name -> "torch.flatten(g_" + name + ", 1)")
        .collect(Collectors.joining(", ", "torch.stack([", "], 1)"));
    return List.of(
        Method.of(
            EnergyModule.ENERGY,
            energies + "return torch.neg(torch.logsumexp(" + heights + ", [1]))"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT, pairs + String.format(Locale.ROOT, """
            heights = %s
            shares = torch.unsqueeze(torch.softmax(heights, 1), 2)
            gradient = torch.sum(torch.mul(shares, %s), [1])
            return (torch.neg(torch.logsumexp(heights, [1])), torch.reshape(gradient, torch.size(x)))""", heights, mean)),
        Method.of(EnergyModule.GRADIENT, "return self.energy_gradient(x, w, c)[1]"));
  }

  private String logWeight(int k) {
    return String.valueOf(weights.isEmpty() ? 0.0 : Math.log(weights.get(k)));
  }
}
