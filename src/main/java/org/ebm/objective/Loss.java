package org.ebm.objective;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.sampler.Kernel;
import org.ebm.script.Method;

/**
 * A loss of single examples, as TorchScript.
 *
 * @param columns names of what {@code loss} gives for each example, the loss itself first
 * @param methods {@code loss(x, w, c, rows, generator) -> (n, columns)}, and those that it calls besides the energy's, {@code noise} and {@code slope}
 * @param constants arrays that {@code loss} finds in {@code c}, after the objective's extra parameters
 */
record Loss(List<String> columns, List<Method> methods, List<FloatArray> constants) {
  private static final String SIGNATURE =
      "loss(x: Tensor, w: List[Tensor], c: List[Tensor], rows: int, generator: Generator) -> Tensor";

  /** A loss whose body is one text and that needs no constants. */
  static Loss of(List<String> columns, String body) {
    return new Loss(columns, List.of(body(body)), List.of());
  }

  /** The method {@code loss}. */
  static Method body(String lines) {
    return Method.of(SIGNATURE, lines);
  }

  /** What every loss can call: {@code noise(x, rows, generator)} as in the chains' loop, and {@code slope(x, w)}, dU/dx, which can be differentiated again. */
  static List<Method> shared(Shape shape) {
    return List.of(
        Kernel.noise(shape), Method.of("slope(x: Tensor, w: List[Tensor]) -> Tensor", """
        energy = torch.sum(self.energy_with(x, w))
        slope = torch.autograd.grad([energy], [x], create_graph=True)[0]
        return unchecked_cast(Tensor, slope)"""));
  }
}
