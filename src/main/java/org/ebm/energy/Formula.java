package org.ebm.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.ebm.script.Method;

/**
 * The methods of an energy without parameters, from TorchScript lines in {@code x} (n, d); always float32.
 *
 * @param shared lines that both the energy and its gradient need
 * @param energy expression of U, (n)
 * @param gradient expression of dU/dx, (n, d)
 */
record Formula(String shared, String energy, String gradient) {
  List<Method> methods() {
    return List.of(
        Method.of("prepare(p: List[Tensor]) -> List[Tensor]", "return p"),
        method("energy_with(x: Tensor, w: List[Tensor]) -> Tensor", energy),
        method(
            "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]",
            "(" + energy + ", " + gradient + ")"),
        method("gradient_with(x: Tensor, w: List[Tensor]) -> Tensor", gradient));
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
