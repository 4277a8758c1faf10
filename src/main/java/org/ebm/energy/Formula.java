package org.ebm.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.ebm.script.Method;

/**
 * The methods of an energy without parameters, from TorchScript lines in {@code x} (n, d); always float32.
 *
 * @param shared lines that both the energy and its gradient need
 * @param energy expression of U, (n)
 * @param gradient expression of dU/dx, (n, d)
 * @param noiseLevels with them, {@code w[0]} is sigma, (1) or (n)
 */
record Formula(String shared, String energy, String gradient, Optional<NoiseLevels> noiseLevels) {
  /** Without noise levels. */
  Formula(String shared, String energy, String gradient) {
    this(shared, energy, gradient, Optional.empty());
  }

  List<Method> methods() {
    return List.of(
        prepare(),
        method("energy_with(x: Tensor, w: List[Tensor]) -> Tensor", energy),
        method(
            "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]",
            "(" + energy + ", " + gradient + ")"),
        method("gradient_with(x: Tensor, w: List[Tensor]) -> Tensor", gradient));
  }

  private Method prepare() {
    String signature = "prepare(p: List[Tensor]) -> List[Tensor]";
    return noiseLevels
        .map(levels -> Method.of(signature, levels.prepare(0) + "return [noise_level]"))
        .orElseGet(() -> Method.of(signature, "return p"));
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
