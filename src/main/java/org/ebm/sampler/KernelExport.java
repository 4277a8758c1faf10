package org.ebm.sampler;

import java.util.Locale;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;

/** The loop with its weights inside, for programs that have PyTorch but not us. */
public final class KernelExport {
  private KernelExport() {}

  /**
   * kernel.pt: {@code sample(x, steps, seed)} moves the chains x (n, ...), all in one block, and returns position, energy, gradient, mean gradient
   * norm and acceptance.
   */
  public static byte[] archive(Potential energy, Map<String, FloatArray> weights, Sampler sampler) {
    String names = String.join(
        ", ",
        weights.keySet().stream().map(name -> "torch.detach(self." + name + ")").toList());
    StringBuilder values = new StringBuilder();
    for (float value : sampler.arguments()) {
      values.append((double) value).append(", ");
    }
    ScriptClass kernel = Kernel.script(energy, sampler, Precision.FLOAT32)
        .with(Method.of(
            "sample(x: Tensor, steps: int, seed: int) -> List[Tensor]",
            String.format(Locale.ROOT, """
            p = [%s]
            (e, g) = self.energy_gradient_with(x, self.prepare(p))
            arg = torch.tensor([%s], dtype=6, device=x.device)
            control = torch.tensor([seed, steps, ops.prim.max(%d, torch.size(x, 0))])
            return self.run(p, x, e, g, arg, control)""", names, values, Compute.DEFAULT_BLOCK)));
    return energy.archive(kernel.holding(weights));
  }
}
