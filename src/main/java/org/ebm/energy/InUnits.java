package org.ebm.energy;

import java.util.List;
import java.util.Map;
import org.ebm.base.Units;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * U(mean + sd z) as an energy of z: chains move in z, in which all coordinates are alike, on an energy of data. The last two arrays of its {@code w} are mean and sd.
 */
public final class InUnits {
  private static final String DATA = "torch.add(torch.mul(x, w[-1]), w[-2])";

  private InUnits() {}

  /** @param of an energy of data */
  public static EnergyModule of(EnergyModule of, Units units) {
    TorchClass script = new TorchClass(
        "InUnits",
        Map.of("u_of", of.script()),
        Map.of(),
        Map.of(),
        List.of(
            Method.of(
                EnergyModule.PREPARE,
                "w = (self.u_of).prepare(p)\nreturn torch.add(w, [" + constant(units.mean(), "w[0]")
                    + ", " + constant(units.sd(), "w[0]") + "])"),
            Method.of(EnergyModule.ENERGY, "return (self.u_of).energy(" + DATA + ", w, c)"),
            Method.of(
                EnergyModule.ENERGY_GRADIENT,
                "(e, g) = (self.u_of).energy_gradient(" + DATA
                    + ", w, c)\nreturn (e, torch.mul(g, w[-1]))"),
            Method.of(
                EnergyModule.GRADIENT,
                "return torch.mul((self.u_of).gradient(" + DATA + ", w, c), w[-1])")));
    return new EnergyModule(script, of.prepared() + 2);
  }

  /** Lines that turn the position x and the gradient g into those of z. */
  public static String inwards() {
    return """
        x = torch.div(torch.sub(x, w[-2]), w[-1])
        g = torch.mul(g, w[-1])
        """;
  }

  /** Lines that turn them back. */
  public static String outwards() {
    return "x = " + DATA + "\ng = torch.div(g, w[-1])\n";
  }

  /** Numbers as an array on the device of another. */
  static String constant(List<Double> numbers, String like) {
    return "torch.tensor(" + numbers + ", dtype=6, device=" + like + ".device)";
  }
}
