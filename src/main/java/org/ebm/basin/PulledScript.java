package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Pulled;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * The program of chains that are pulled: a sampler's own step on V = U + F |x - z| ({@link Pulled}) in a loop that ends each chain where it arrives or gives up. {@code u} in its text is
 * U itself, told all but target and force, which come last in {@code c}.
 */
final class PulledScript {
  private PulledScript() {}

  static TorchClass of(Potential energy, Sampler sampler, Precision precision) {
    String told = energy.conditions().isEmpty()
        ? "annotate(List[Tensor], [])"
        : "torch.slice(c, 0, " + energy.conditions().size() + ")";
    List<Method> methods = new ArrayList<>();
    methods.add(Kernel.noise(energy.space()));
    methods.addAll(sampler.methods());
    methods.add(Method.of(
        "u(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor",
        "return ((self.energy).u_base).energy(x, w, " + told + ")"));
    methods.add(field());
    methods.add(start());
    methods.add(run(sampler));
    return TorchClass.over(
        "energy", Pulled.of(energy).module(precision, Graph.FAST).script(), "PulledLoop", methods);
  }

  /** U and dU/dx: {@code c} without target and force. */
  private static Method field() {
    return Method.of(
        "field(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        (e, g) = ((self.energy).u_base).energy_gradient(x, (self.energy).prepare(p), c)
        return [e, torch.contiguous(g)]""");
  }

  /** V, dV/dx, distance to the target and the higher energy of the two ends. */
  private static Method start() {
    return Method.of(
        "start(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        w = (self.energy).prepare(p)
        (e, g) = (self.energy).energy_gradient(x, w, c)
        ends = torch.maximum(self.u(x, w, c), self.u(c[-2], w, c))
        return [e, torch.contiguous(g), (self.energy).pull(x, c)[0], ends]""");
  }

  /**
   * Moves chains that are still on their way; one that arrives, gives up or has taken its steps stays where it is from then on. {@code barrier}: the
   * highest U so far, midpoints of steps included if asked for, since a step can hop over a narrow ridge. {@code stalled}: steps since the
   * least distance so far, which counts as less only by a hundredth of the resolution: a cold chain that balances pull and slope creeps on for ever.
   * U is V less the pull.
   */
  private static Method run(Sampler sampler) {
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, e: Tensor, g: Tensor, distance: Tensor, barrier: Tensor, best: Tensor, stalled: Tensor,"
            + " taken: Tensor, arg: Tensor, limits: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        steps = int(control[1].item())
        rows = int(control[2].item())
        midpoints = bool(control[3].item())
        resolution = float(limits[0].item())
        progress = 0.01 * resolution
        patience = float(limits[1].item())
        most = float(limits[2].item())
        per_row = [1] * torch.dim(x)
        per_row[0] = -1
        """ + sampler.begin() + """

        active = torch.gt(distance, resolution)
        for step in range(steps):
          x_before = x
          e_before = e
          g_before = g
        """ + indented(sampler.step(true)) + """
          row = torch.reshape(active, per_row)
          x = torch.where(row, x, x_before)
          e = torch.where(active, e, e_before)
          g = torch.where(row, g, g_before)
          distance = (self.energy).pull(x, c)[0]
          top = torch.sub(e, torch.mul(distance, c[-1]))
          if midpoints:
            top = torch.maximum(top, self.u(torch.mul(torch.add(x, x_before), 0.5), w, c))
          barrier = torch.where(active, torch.maximum(barrier, top), barrier)
          closer = torch.lt(distance, torch.sub(best, progress))
          waited = torch.where(closer, torch.zeros_like(stalled), torch.add(stalled, 1.))
          stalled = torch.where(active, waited, stalled)
          best = torch.where(closer, distance, best)
          taken = torch.add(taken, torch.to(active, 6))
          going = torch.logical_and(torch.lt(stalled, patience), torch.lt(taken, most))
          active = torch.logical_and(active, torch.logical_and(torch.gt(distance, resolution), going))
        return [torch.contiguous(x), e, torch.contiguous(g), distance, barrier, best, stalled, taken]""");
  }

  private static String indented(String lines) {
    return lines.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
