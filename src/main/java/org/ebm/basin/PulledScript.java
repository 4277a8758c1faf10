package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;

/**
 * The program of chains that are pulled: a sampler's own step, on V(x) = U(x) + F |x - z| in place of U, with a target z and a force F for each
 * chain. At a sampler's temperature T that is the magnetized density exp(-(U / T + alpha |x - z|)), alpha = F / T. The length of the pull does not
 * depend on the distance.
 * <p>In each method, {@code w} is what the energy prepared, then the targets (n, ...), then the forces (n).
 */
final class PulledScript {
  private PulledScript() {}

  static ScriptClass of(Potential energy, Sampler sampler, Precision precision) {
    List<Method> methods = new ArrayList<>(energy.methods(precision));
    methods.add(Kernel.noise(energy.shape()));
    methods.addAll(landscape());
    for (Method method : sampler.methods()) {
      methods.add(new Method(
          pulled(method.signature()),
          method.body().stream().map(PulledScript::pulled).toList()));
    }
    methods.add(field());
    methods.add(start());
    methods.add(run(sampler));
    return new ScriptClass("Pulled", methods);
  }

  /** A sampler's text on V in place of U. */
  private static String pulled(String text) {
    return text.replaceAll(
        "self\\.(energy_with|gradient_with|energy_gradient_with)\\(", "self.pulled_$1(");
  }

  private static List<Method> landscape() {
    return List.of(
        Method.of("pull(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]", """
            offset = torch.sub(x, w[-2])
            distance = torch.norm(torch.reshape(offset, [torch.size(x, 0), -1]), 2, [1])
            per_row = [1] * torch.dim(x)
            per_row[0] = -1
            scale = torch.where(torch.lt(distance, 1e-12), torch.zeros_like(distance), torch.div(w[-1], distance))
            return (distance, torch.mul(offset, torch.reshape(scale, per_row)))"""),
        Method.of("pulled_energy_with(x: Tensor, w: List[Tensor]) -> Tensor", """
            return torch.add(self.energy_with(x, w), torch.mul(self.pull(x, w)[0], w[-1]))"""),
        Method.of("pulled_gradient_with(x: Tensor, w: List[Tensor]) -> Tensor", """
            return torch.add(self.gradient_with(x, w), self.pull(x, w)[1])"""),
        Method.of(
            "pulled_energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]",
            """
            (e, g) = self.energy_gradient_with(x, w)
            (distance, pull) = self.pull(x, w)
            return (torch.add(e, torch.mul(distance, w[-1])), torch.add(g, pull))"""));
  }

  /** U and dU/dx. */
  private static Method field() {
    return Method.of("field(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        (e, g) = self.energy_gradient_with(x, self.prepare(p))
        return [e, torch.contiguous(g)]""");
  }

  /** V, dV/dx, distance to the target and the higher energy of the two ends. */
  private static Method start() {
    return Method.of(
        "start(p: List[Tensor], x: Tensor, target: Tensor, force: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = self.prepare(p) + [target, force]
        (e, g) = self.pulled_energy_gradient_with(x, w)
        ends = torch.maximum(self.energy_with(x, w), self.energy_with(target, w))
        return [e, torch.contiguous(g), self.pull(x, w)[0], ends]""");
  }

  /**
   * Moves chains that are still on their way; one that arrives, gives up or has taken its steps stays where it is from then on. {@code barrier}: the
   * highest U so far, midpoints of steps included if asked for, since a step can hop over a narrow ridge. {@code stalled}: steps since the
   * least distance so far, which counts as less only by a hundredth of the resolution: a cold chain that balances pull and slope creeps on for ever.
   * U is V less the pull.
   */
  private static Method run(Sampler sampler) {
    return Method.of(
        "run(p: List[Tensor], x: Tensor, e: Tensor, g: Tensor, distance: Tensor, barrier: Tensor, best: Tensor, stalled: Tensor, taken: Tensor,"
            + " target: Tensor, force: Tensor, arg: Tensor, limits: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = self.prepare(p) + [target, force]
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
        """ + indented(step(sampler)) + """
          row = torch.reshape(active, per_row)
          x = torch.where(row, x, x_before)
          e = torch.where(active, e, e_before)
          g = torch.where(row, g, g_before)
          distance = self.pull(x, w)[0]
          top = torch.sub(e, torch.mul(distance, force))
          if midpoints:
            top = torch.maximum(top, self.energy_with(torch.mul(torch.add(x, x_before), 0.5), w))
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

  /** One step that leaves the energy at its end; where the sampler computes energy and gradient one after the other, in one pass. */
  private static String step(Sampler sampler) {
    String lines = sampler.end().isEmpty() ? sampler.step() : sampler.step() + "\n" + sampler.end();
    return pulled(lines.replace(
        "g = self.gradient_with(x, w)\ne = self.energy_with(x, w)",
        "(e, g) = self.energy_gradient_with(x, w)"));
  }

  private static String indented(String lines) {
    return lines.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
