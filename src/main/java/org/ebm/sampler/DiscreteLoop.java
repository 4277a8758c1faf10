package org.ebm.sampler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.Support;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/** The text of {@link Kernel}'s loop where elements are drawn: no gradients, and energies only after the last step. */
final class DiscreteLoop {
  private DiscreteLoop() {}

  /** @param more methods of the class, beside {@code init}, {@code run} and what these call */
  static TorchClass script(
      Potential energy, Sampler sampler, Precision precision, List<Method> more) {
    List<Method> methods = new ArrayList<>(sampler.methods());
    methods.addAll(more);
    methods.add(Method.of(
        "init(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        "return [(self.energy).energy(x, (self.energy).prepare(p), c)]"));
    methods.add(run(energy.shape().rank(), sampler));
    Support support = energy.space().support();
    Map<String, FloatArray> values = new LinkedHashMap<>();
    if (support.isBinary()) {
      values.put("low", FloatArray.of(support.low()));
      values.put("high", FloatArray.of(support.high()));
    }
    return TorchClass.over(
            "energy", energy.module(precision, Graph.FAST).script(), "Kernel", methods)
        .fixing(values);
  }

  private static Method run(int rank, Sampler sampler) {
    String step =
        sampler.step(false).lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
    boolean rejects = sampler.rejects();
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, e: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        steps = int(control[1].item())
        rows = int(control[2].item())
        """
            + sampler.begin()
            + """

        squares = torch.zeros_like(e)
        acceptance = torch.zeros_like(e)
        for step in range(steps):
          before = x
        """
            + step
            + String.format(
                Locale.ROOT, """
          moved = torch.sub(x, before)
          squares = torch.add_(squares, torch.sum(torch.mul_(moved, moved), %s))
        """, IntStream.rangeClosed(1, rank).boxed().toList())
            + (rejects ? "  acceptance = torch.add_(acceptance, accepted)\n" : "")
            + "e = (self.energy).energy(x, w, c)\n"
            + "return [torch.contiguous(x), e, torch.div(squares, steps), "
            + (rejects ? "torch.div(acceptance, steps)]" : "torch.ones_like(e)]"));
  }
}
