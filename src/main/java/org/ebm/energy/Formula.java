package org.ebm.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * An energy without parameters, from TorchScript lines in {@code x} (n, d); always float32, and differentiable.
 *
 * @param type name of its class
 * @param shared lines that both the energy and its gradient need
 * @param energy expression of U, (n)
 * @param gradient expression of dU/dx, (n, d)
 */
record Formula(String type, String shared, String energy, String gradient) {
  EnergyModule module() {
    return new EnergyModule(
        new TorchClass(
            type,
            List.of(
                Method.of(EnergyModule.PREPARE, "return annotate(List[Tensor], [])"),
                method(EnergyModule.ENERGY, energy),
                method(EnergyModule.ENERGY_GRADIENT, "(" + energy + ", " + gradient + ")"),
                method(EnergyModule.GRADIENT, gradient))),
        0);
  }

  private Method method(String signature, String result) {
    List<String> body = new ArrayList<>(shared.lines().toList());
    body.add("return " + result);
    return new Method(signature, body);
  }

  /** A constant vector on the device of {@code x}. */
  static String vector(double... values) {
    return tensor(list(values));
  }

  /** A constant matrix on the device of {@code x}. */
  static String matrix(double[][] rows) {
    return tensor(
        Arrays.stream(rows).map(Formula::list).collect(Collectors.joining(", ", "[", "]")));
  }

  private static String list(double[] values) {
    return DoubleStream.of(values)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String tensor(String values) {
    return "torch.tensor(" + values + ", dtype=6, device=x.device)";
  }
}
