package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebm.script.Method;

/** The step of {@link Leapfrog} at a rung: e and g are those of the energy itself, {@code potential} and {@code force} what they are at beta. */
final class TemperedLeapfrog {
  private static final String SIGNATURE =
      "leapfrog(x: Tensor, v: Tensor, g: Tensor, w: List[Tensor], c: List[Tensor], eps: float, beta: float, leaps: int)"
          + " -> Tuple[Tensor, Tensor, Tensor, Tensor]";

  private TemperedLeapfrog() {}

  /**
   * {@code run} and what it calls, beside the energy and {@code noise}.
   *
   * @param reference whether there is one, held as {@code mean} and {@code precision}
   * @param axes those of a state, without the first
   */
  static List<Method> methods(boolean reference, List<Integer> axes) {
    List<Method> methods = new ArrayList<>(List.of(Leapfrog.logUniform(), Leapfrog.kinetic()));
    methods.add(Method.of(
        "potential(x: Tensor, e: Tensor, beta: float) -> Tensor",
        reference ? """
            z = torch.sub(x, self.mean)
            squares = torch.reshape(torch.mul(z, torch.mul(z, self.precision)), [torch.size(x, 0), -1])
            e_0 = torch.mul(torch.sum(squares, [1], False, dtype=7), 0.5)
            return torch.add(torch.mul(e, beta), e_0, alpha=1. - beta)""" : "return torch.mul(e, beta)"));
    methods.add(Method.of(
        "force(x: Tensor, g: Tensor, beta: float) -> Tensor",
        reference ? """
            g_0 = torch.mul(torch.sub(x, self.mean), self.precision)
            return torch.add(torch.mul(g, beta), g_0, alpha=1. - beta)""" : "return torch.mul(g, beta)"));
    methods.add(Method.of(SIGNATURE, """
        v = torch.sub(v, self.force(x, g, beta), alpha=0.5 * eps)
        x = torch.add(x, v, alpha=eps)
        for leap in range(leaps - 1):
          v = torch.sub(v, self.force(x, (self.energy).gradient(x, w, c), beta), alpha=eps)
          x = torch.add(x, v, alpha=eps)
        (e, g) = (self.energy).energy_gradient(x, w, c)
        return (x, torch.sub(v, self.force(x, g, beta), alpha=0.5 * eps), e, g)"""));
    methods.add(run(axes));
    return methods;
  }

  private static Method run(List<Integer> axes) {
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, e: Tensor, g: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
            w = (self.energy).prepare(p)
            generator = torch.Generator(device=x.device)
            generator.manual_seed(int(control[0].item()))
            steps = int(control[1].item())
            rows = int(control[2].item())
            eps = float(arg[0].item())
            beta = float(arg[1].item())
            leaps = int(arg[2].item())
            per_chain = [1] * torch.dim(x)
            per_chain[0] = -1
            gradient_norm = torch.zeros_like(e)
            acceptance = torch.zeros_like(e)
            for step in range(steps):
              gradient_norm = torch.add_(gradient_norm, torch.linalg_vector_norm(g, 2, %s))
            %s
              acceptance = torch.add_(acceptance, accepted)
            return [torch.contiguous(x), e, torch.contiguous(g), torch.div(gradient_norm, steps), torch.div(acceptance, steps)]""", axes, STEP.indent(2).stripTrailing()));
  }

  private static final String STEP = """
      v = self.noise(x, rows, generator)
      log_uniform = self.log_uniform(x, rows, generator)
      (y, v_y, e_y, g_y) = self.leapfrog(x, v, g, w, c, eps, beta, leaps)
      log_ratio = torch.add(torch.sub(self.potential(x, e, beta), self.potential(y, e_y, beta)), torch.sub(self.kinetic(v), self.kinetic(v_y)))
      """ + Leapfrog.DECIDE;
}
