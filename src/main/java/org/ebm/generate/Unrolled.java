package org.ebm.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.InUnits;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.ChainRange;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Langevin;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.script.TorchModule;
import org.ebm.torch.Program;

/**
 * The chain without noise as a function of z that can be differentiated: through its last steps as they are, through those before as if they moved every z alike, which is exact where U is piecewise linear.
 */
final class Unrolled implements AutoCloseable {
  private static final String BEGIN = """
      steps = int(control[0].item())
      through = int(control[1].item())
      w = (self.energy).prepare(p)
      z = torch.requires_grad_(torch.detach(z), True)
      """;

  /** From x to x by the chain's own step, cuts included; it leaves the next gradient in g. */
  private static String steps(Langevin chain) {
    String step = chain.step(false).indent(2);
    return chain.begin() + """

        y = x
        x = torch.requires_grad_(torch.detach(x), True)
        g = (self.energy).gradient(x, w, c)
        for step in range(torch.sub(steps, through)):
          x = torch.requires_grad_(torch.detach(x), True)
          g = torch.detach(g)
        """ + step + """
        x = torch.add(y, torch.sub(torch.detach(x), torch.detach(y)))
        g = (self.energy).gradient(x, w, c)
        for step in range(through):
        """ + step;
  }

  private static final String ERRORS = """
      errors = torch.mean(torch.flatten(torch.pow(torch.sub(example, x), 2), 1), [1])
      pull = unchecked_cast(Tensor, torch.autograd.grad([torch.sum(errors)], [z])[0])
      return [torch.detach(errors), torch.contiguous(pull)]""";

  private final Potential energy;
  private final NoiseSource source;
  private final Compute compute;
  private final Program program;
  private final FloatArray numbers;
  private final int steps;
  private final int through;

  /**
   * @param through last steps that the gradient goes through, at most {@code steps}
   */
  Unrolled(
      Potential energy,
      NoiseSource source,
      Langevin chain,
      int steps,
      int through,
      Compute compute) {
    this.energy = energy;
    this.source = source;
    this.compute = compute;
    this.numbers = FloatArray.of(chain.arguments());
    this.steps = steps;
    this.through = through;
    this.program = energy.program(script(energy, source, chain), compute.torch());
  }

  private static TorchClass script(Potential energy, NoiseSource source, Langevin chain) {
    EnergyModule plain = energy.module(Precision.FLOAT32, Graph.RECORDED);
    EnergyModule moved = energy.units().map(known -> InUnits.of(plain, known)).orElse(plain);
    Map<String, TorchModule> children = new LinkedHashMap<>(source.child());
    boolean drafts = !children.isEmpty();
    children.put("energy", moved.script());
    // c: the energy's conditions, then the generator's
    int told = energy.conditions().size();
    String start = drafts
        ? "(self.generator).forward(z, (self.generator).prepare(annotate(List[Tensor], [])), torch.slice(told, "
            + told + "))"
        : "torch.mul(z, 1.0)";
    // noise of an energy in units is of standard numbers, drafts are examples
    boolean inUnits = energy.units().isPresent();
    String inwards = inUnits && drafts ? "x = torch.div(torch.sub(x, w[-2]), w[-1])\n" : "";
    String outwards = inUnits ? "x = torch.add(torch.mul(x, w[-1]), w[-2])\n" : "";
    String body = "c = torch.slice(told, 0, " + told + ")\nx = " + start + "\n" + inwards
        + steps(chain) + outwards + ERRORS;
    Method error = Method.of(
        "error(p: List[Tensor], told: List[Tensor], z: Tensor, example: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        BEGIN + body);
    return new TorchClass("Unrolled", children, Map.of(), Map.of(), List.of(error));
  }

  /**
   * @param errors mean over an example's numbers of (x - M(z))^2, (n)
   * @param slope of the sum of them in z, (n, ...)
   */
  record Pull(FloatArray errors, FloatArray slope) {}

  /**
   * @param noise z, (n, ...)
   * @param examples x, (n, example)
   */
  Pull at(FloatArray noise, FloatArray examples) {
    EnergyInputs inputs = energy.inputs(List.of(), noise.rows());
    EnergyInputs drafted = new EnergyInputs(List.of(), source.told(noise.rows()));
    int size = compute.chainsPerBlock();
    List<List<FloatArray>> blocks = compute
        .torch()
        .parallel(ChainRange.blocks(noise.rows(), size), block -> {
          int from = block * size;
          int to = Math.min(noise.rows(), from + size);
          EnergyInputs own = inputs.rows(from, to);
          List<FloatArray> told = new ArrayList<>(own.conditions());
          told.addAll(drafted.rows(from, to).conditions());
          return program.call(
              "error",
              own.parameters(),
              told,
              List.of(noise.slice(from, to), examples.slice(from, to), numbers),
              steps,
              through);
        });
    return new Pull(joined(blocks, 0), joined(blocks, 1));
  }

  private static FloatArray joined(List<List<FloatArray>> blocks, int index) {
    return FloatArray.concat(blocks.stream().map(arrays -> arrays.get(index)).toList());
  }

  @Override
  public void close() {
    program.close();
  }
}
