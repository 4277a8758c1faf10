package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.Shape;
import org.ebm.network.Condition;
import org.ebm.script.Method;

/**
 * V(x) = U(x) + F |x - z|: an energy whose chains are pulled, with a target z and a force F for each. At a sampler's temperature T that is the magnetized density exp(-(U / T + alpha |x -
 * z|)), alpha = F / T. The length of the pull does not depend on the distance. Source: Hill, Nijkamp and Zhu (2019), Quarterly of Applied Mathematics 77, equation 12.
 * <p>Its module has one method more, {@code pull(x, c)}: the distance from the target (n) and the gradient of the pull, and U itself is its child {@code u_base}.
 */
public final class Pulled {
  private Pulled() {}

  /** Told the target, then the force, after what the energy itself is told. */
  public static Potential of(Potential energy) {
    List<Condition> told = List.of(
        new Condition("target", energy.shape(), List.of(), Optional.empty()),
        new Condition("force", new Shape(List.of()), List.of(), Optional.empty()));
    return new Composed("Pulled", new Parts(Map.of("base", energy)), told, Pulled::methods);
  }

  private static List<Method> methods(Parts.Calls calls) {
    return List.of(
        Method.of("pull(x: Tensor, c: List[Tensor]) -> Tuple[Tensor, Tensor]", """
            offset = torch.sub(x, c[-2])
            distance = torch.norm(torch.reshape(offset, [torch.size(x, 0), -1]), 2, [1])
            per_row = [1] * torch.dim(x)
            per_row[0] = -1
            scale = torch.where(torch.lt(distance, 1e-12), torch.zeros_like(distance), torch.div(c[-1], distance))
            return (distance, torch.mul(offset, torch.reshape(scale, per_row)))"""),
        Method.of(
            EnergyModule.ENERGY, String.format(Locale.ROOT, """
            return torch.add(%s, torch.mul(self.pull(x, c)[0], c[-1]))""", calls.call("base", "energy"))),
        Method.of(
            EnergyModule.GRADIENT, String.format(Locale.ROOT, """
            return torch.add(%s, self.pull(x, c)[1])""", calls.call("base", "gradient"))),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            String.format(Locale.ROOT, """
            (e, g) = %s
            (distance, pull) = self.pull(x, c)
            return (torch.add(e, torch.mul(distance, c[-1])), torch.add(g, pull))""", calls.call("base", "energy_gradient"))));
  }
}
