package org.ebm.energy;

import java.util.List;
import org.ebm.script.Method;

/** The gradient of an energy that knows only U. */
final class Autograd {
  private Autograd() {}

  /** {@code energy_gradient} and {@code gradient}, from {@code energy}. */
  static List<Method> methods(Graph graph) {
    return graph == Graph.FAST ? fast("self.energy(x, w, c)") : recorded();
  }

  /** The same for chains, from another expression of U. */
  static List<Method> fast(String energy) {
    return List.of(energyGradient(energy), gradient());
  }

  private static Method energyGradient(String energy) {
    return Method.of(EnergyModule.ENERGY_GRADIENT, """
        x = torch.requires_grad_(torch.detach(x), True)
        energy = """ + " " + energy + """

        gradient = torch.autograd.grad([torch.sum(energy)], [x])[0]
        if gradient is None:
          result = torch.zeros_like(x)
        else:
          result = unchecked_cast(Tensor, gradient)
        return (torch.detach(energy), result)""");
  }

  private static Method gradient() {
    return Method.of(EnergyModule.GRADIENT, "return self.energy_gradient(x, w, c)[1]");
  }

  /** Of an x that is part of a graph, into the same graph. */
  static List<Method> recorded() {
    return List.of(
        Method.of(EnergyModule.GRADIENT, """
        energy = torch.sum(self.energy(x, w, c))
        slope = torch.autograd.grad([energy], [x], create_graph=True)[0]
        return unchecked_cast(Tensor, slope)"""), Method.of(EnergyModule.ENERGY_GRADIENT, """
        energy = self.energy(x, w, c)
        slope = torch.autograd.grad([torch.sum(energy)], [x], create_graph=True)[0]
        return (energy, unchecked_cast(Tensor, slope))"""));
  }
}
