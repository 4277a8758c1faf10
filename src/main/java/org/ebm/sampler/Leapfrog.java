package org.ebm.sampler;

import java.util.List;
import org.ebm.script.Method;

/**
 * The step that {@link Hmc} and {@link Mala} share: K leapfrog steps from a random momentum v, then acceptance or rejection for each chain.
 * <p>A proposal of non-finite energy is rejected, and so is one of non-finite gradient, whose momentum is not finite either. Energy differences are
 * float32, the rest of the acceptance ratio is float64: a uniform number of 24 bits is zero often enough to let a very bad proposal pass.
 */
final class Leapfrog {
  /** {@code kick}: eps / 2 T. */
  static final String BEGIN = """
      eps = float(arg[0].item())
      kick = float(arg[1].item())
      temperature = float(arg[2].item())
      leaps = int(arg[3].item())
      per_chain = [1] * torch.dim(x)
      per_chain[0] = -1""";

  /** From {@code log_ratio} (n): chains move to {@code y}, with its energy and gradient, or stay. */
  static final String DECIDE = """
      accept = torch.logical_and(torch.lt(log_uniform, log_ratio), torch.isfinite(e_y))
      accept_row = torch.reshape(accept, per_chain)
      x = torch.where(accept_row, y, x)
      e = torch.where(accept, e_y, e)
      g = torch.where(accept_row, g_y, g)
      accepted = torch.to(accept, 6)""";

  /** Noise is drawn first, then one uniform number for each chain of a full block. */
  static final String STEP = """
      v = self.noise(x, rows, generator)
      log_uniform = self.log_uniform(x, rows, generator)
      (y, v_y, e_y, g_y) = self.leapfrog(x, v, g, w, c, eps, kick, leaps)
      log_ratio = torch.add(torch.div(torch.sub(e, e_y), temperature), torch.sub(self.kinetic(v), self.kinetic(v_y)))
      """ + DECIDE;

  private Leapfrog() {}

  /** {@code log_uniform(x, rows, generator)}: logarithms of uniform numbers for a full block, cut to the chains there are. */
  static Method logUniform() {
    return Method.of("log_uniform(x: Tensor, rows: int, generator: Generator) -> Tensor", """
        u = torch.rand([rows], generator=generator, dtype=7, device=x.device)
        return torch.log(torch.narrow(u, 0, 0, torch.size(x, 0)))""");
  }

  /** {@code kinetic(v)}: |v|^2 / 2 of each chain, float64. */
  static Method kinetic() {
    return Method.of("kinetic(v: Tensor) -> Tensor", """
        squares = torch.reshape(torch.mul(v, v), [torch.size(v, 0), -1])
        return torch.mul(torch.sum(squares, [1], False, dtype=7), 0.5)""");
  }

  /** {@code leapfrog(x, v, g, w, c, eps, kick, leaps)}: position, momentum, energy and gradient after so many leapfrog steps; and its two companions. */
  static List<Method> methods() {
    return List.of(
        logUniform(),
        kinetic(),
        Method.of(
            "leapfrog(x: Tensor, v: Tensor, g: Tensor, w: List[Tensor], c: List[Tensor], eps: float, kick: float, leaps: int)"
                + " -> Tuple[Tensor, Tensor, Tensor, Tensor]",
            """
            v = torch.sub(v, g, alpha=kick)
            x = torch.add(x, v, alpha=eps)
            for leap in range(leaps - 1):
              v = torch.sub(v, (self.energy).gradient(x, w, c), alpha=2. * kick)
              x = torch.add(x, v, alpha=eps)
            (e, g) = (self.energy).energy_gradient(x, w, c)
            return (x, torch.sub(v, g, alpha=kick), e, g)"""));
  }
}
