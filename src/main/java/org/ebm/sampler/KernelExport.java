package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.base.Weights;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.PublicMethods;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/** The loop with its weights inside, for programs that have PyTorch but not us. */
public final class KernelExport {
  private KernelExport() {}

  /**
   * kernel.pt: {@code sample(x, steps, seed)} moves the chains x (n, ...), all in one block, and returns position, energy, gradient, mean gradient
   * norm and acceptance. Conditions are at their defaults.
   *
   * @throws org.ebm.base.ConfigException if a condition has none
   */
  public static byte[] archive(Potential energy, Weights weights, Sampler sampler) {
    energy.inputs(weights.list());
    Ability.requireGradient(
        energy, "--kernel", "exports loops that follow gradients", "leave it out");
    StringBuilder values = new StringBuilder();
    for (float value : sampler.arguments()) {
      values.append((double) value).append(", ");
    }
    List<Method> methods = new ArrayList<>(PublicMethods.of(energy, "(self.loop).energy"));
    methods.add(Kernel.noise(energy.space()));
    methods.add(Method.of(
        "init(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
        return (self.loop).init(p, %s, x, control)""", PublicMethods.defaults(energy, "x"))));
    methods.add(Method.of(
        "run(p: List[Tensor], x: Tensor, e: Tensor, g: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
        return (self.loop).run(p, %s, x, e, g, arg, control)""", PublicMethods.defaults(energy, "x"))));
    methods.add(Method.of(
        "sample(x: Tensor, steps: int, seed: int) -> List[Tensor]",
        String.format(
            Locale.ROOT, """
        p = annotate(List[Tensor], %s)
        control = torch.tensor([seed, steps, ops.prim.max(%d, torch.size(x, 0))])
        first = self.init(p, x, control)
        arg = torch.tensor([%s], dtype=6, device=x.device)
        return self.run(p, x, first[0], first[1], arg, control)""", PublicMethods.detached(energy), Compute.DEFAULT_BLOCK, values)));
    TorchClass loop = Kernel.script(energy, sampler, Precision.FLOAT32);
    return Archive.write(
        TorchClass.over("loop", loop, "Kernel", methods).holding(weights.arrays()));
  }
}
