package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;
import org.ebm.torch.Program;

/**
 * Gradient with respect to the parameters of a weighted sum of energies, by back-propagation in float32. Rows are cut into fixed blocks for the workers
 * and the blocks' gradients are added in order, so the result is byte-equal for any number of workers.
 */
final class ParameterGradient implements AutoCloseable {
  /**
   * @param gradient d/dp of sum_i weight_i U(x_i), in the parameters' order
   * @param energy U(x_i), (n)
   */
  record Result(List<FloatArray> gradient, float[] energy) {}

  private final Compute compute;
  private final Program program;

  ParameterGradient(Network energy, Compute compute) {
    this.compute = compute;
    this.program = Program.load(Archive.write(script(energy)), compute.torch());
  }

  static ScriptClass script(Network energy) {
    List<Method> methods = new ArrayList<>(energy.methods(Precision.FLOAT32));
    methods.add(Method.of(
        "gradient(p: List[Tensor], x: Tensor, weight: Tensor, control: Tensor) -> List[Tensor]",
        """
        parameters = [torch.requires_grad_(torch.detach(each), True) for each in p]
        energy = self.energy_with(x, self.prepare(parameters))
        gradients = torch.autograd.grad([torch.sum(torch.mul(energy, weight))], parameters)
        result = [torch.detach(energy)]
        for i in range(torch.len(parameters)):
          gradient = gradients[i]
          if gradient is None:
            result = torch.append(result, torch.zeros_like(p[i]))
          else:
            result = torch.append(result, torch.contiguous(unchecked_cast(Tensor, gradient)))
        return result"""));
    return new ScriptClass("Gradient", methods);
  }

  Result of(List<FloatArray> parameters, FloatArray x, float[] weight) {
    FloatArray weights = FloatArray.of(weight);
    int size = compute.chainsPerBlock();
    int blocks = (x.rows() + size - 1) / size;
    List<List<FloatArray>> results = compute.torch().parallel(blocks, block -> {
      int from = block * size;
      int to = Math.min(x.rows(), from + size);
      return program.call(
          "gradient", parameters, List.of(x.slice(from, to), weights.slice(from, to)), 0);
    });
    List<FloatArray> sum = results.get(0).subList(1, parameters.size() + 1);
    results.subList(1, blocks).forEach(block -> add(sum, block.subList(1, parameters.size() + 1)));
    return new Result(
        sum,
        FloatArray.concat(results.stream().map(block -> block.get(0)).toList()).values());
  }

  private static void add(List<FloatArray> sum, List<FloatArray> more) {
    for (int i = 0; i < sum.size(); i++) {
      float[] total = sum.get(i).values();
      float[] values = more.get(i).values();
      for (int j = 0; j < total.length; j++) {
        total[j] += values[j];
      }
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
