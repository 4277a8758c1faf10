package org.ebm.objective;

import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.energy.Graph;
import org.ebm.script.Method;
import org.ebm.script.TorchModule;

/**
 * A loss of single examples, as TorchScript.
 *
 * @param columns what {@code loss} gives for each example is told as, the loss itself first
 * @param methods {@code loss(x, w, c, q, rows, generator) -> (n, columns)}, and those that it calls besides {@code noise} and the energy's: {@code q} holds the parameters of the
 *     objective's other players
 * @param arrays fixed arrays that they find as {@code self.NAME}
 * @param modules that they call beside {@code self.energy}
 * @param graph what they ask of the energy's gradient
 */
record Loss(
    List<Metric> columns,
    List<Method> methods,
    Map<String, FloatArray> arrays,
    Map<String, TorchModule> modules,
    Graph graph) {
  private static final String SIGNATURE =
      "loss(x: Tensor, w: List[Tensor], c: List[Tensor], q: List[Tensor], rows: int, generator: Generator) -> Tensor";

  /** A loss whose body is one text and that needs no constants, of energies alone or of gradients too. */
  static Loss of(List<Metric> columns, Graph graph, String body) {
    return new Loss(columns, List.of(body(body)), Map.of(), Map.of(), graph);
  }

  /** The energy itself, told as a column of that name. */
  static Loss ofEnergy(Metric column) {
    return of(
        List.of(column), Graph.FAST, "return torch.unsqueeze((self.energy).energy(x, w, c), 1)");
  }

  /** The method {@code loss}. */
  static Method body(String lines) {
    return Method.of(SIGNATURE, lines);
  }
}
