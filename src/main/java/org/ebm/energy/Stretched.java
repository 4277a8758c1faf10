package org.ebm.energy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.script.Method;

/** An energy in coordinates z of other units, x_i = scale_i z_i: U'(z) = U(scale z), dU'/dz = scale dU/dx. The density of x is the same. */
public final class Stretched {
  private static final String TO_X = "x = torch.mul(x, self.scale)\n";

  private Stretched() {}

  /** @param scale (1, shape...), > 0 */
  public static Potential of(Potential energy, FloatArray scale) {
    return new Composed(
        "Stretched",
        new Parts(Map.of("base", energy)),
        energy.conditions(),
        Map.of("scale", scale),
        new Composed.Fixed(energy.given(), energy.fixedLabel(), Optional.empty()),
        Stretched::methods);
  }

  private static List<Method> methods(Parts.Calls calls) {
    return List.of(
        Method.of(EnergyModule.ENERGY, TO_X + "return " + calls.call("base", "energy")),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            TO_X + "(e, g) = " + calls.call("base", "energy_gradient")
                + "\nreturn (e, torch.mul(g, self.scale))"),
        Method.of(
            EnergyModule.GRADIENT,
            TO_X + "return torch.mul(" + calls.call("base", "gradient") + ", self.scale)"));
  }
}
