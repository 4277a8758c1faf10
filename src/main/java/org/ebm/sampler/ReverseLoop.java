package org.ebm.sampler;

import java.util.List;
import java.util.Locale;
import org.ebm.base.FloatArray;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/** All levels of a {@link ReverseDiffusion} in one compiled call, in blocks of chains as {@link Kernel} has them. */
final class ReverseLoop implements AutoCloseable {
  private static final String STOCHASTIC = """
      g = (self.energy).gradient(x, w, told)
      z = self.noise(x, rows, generator)
      x = torch.sub(torch.mul(x, numbers[2]), torch.mul(g, numbers[3]))
      x = torch.add(x, torch.mul(z, numbers[4]))
      told[%1$d] = torch.reshape(numbers[1], [1])
      """;

  /** dx/dsigma = sigma dU/dx, by its mean over both ends. */
  private static final String DETERMINISTIC = """
      first = torch.mul((self.energy).gradient(x, w, told), numbers[0])
      step = torch.sub(numbers[1], numbers[0])
      y = torch.add(x, torch.mul(first, step))
      told[%1$d] = torch.reshape(numbers[1], [1])
      last = torch.mul((self.energy).gradient(y, w, told), numbers[1])
      x = torch.add(x, torch.mul(torch.add(first, last), torch.mul(step, 0.5)))
      """;

  private final Potential energy;
  private final Compute compute;
  private final Program program;

  ReverseLoop(Potential energy, ReverseDiffusion how, Compute compute) {
    this.energy = energy;
    this.compute = compute;
    compute.requireRoom(energy);
    TorchClass script = TorchClass.over(
        "energy",
        energy.module(compute.precision(), Graph.FAST).script(),
        "Reverse",
        List.of(Kernel.noise(energy.space()), run(energy, how)));
    this.program = energy.program(script, compute.torch());
  }

  private static Method run(Potential energy, ReverseDiffusion how) {
    int level = energy.indexOf(Condition.NOISE_LEVEL);
    String step = how.path() == ReverseDiffusion.Path.STOCHASTIC ? STOCHASTIC : DETERMINISTIC;
    String corrector = String.format(Locale.ROOT, """
        for j in range(%d):
          g = (self.energy).gradient(x, w, told)
          eps = torch.mul(numbers[1], %s)
          x = torch.sub(x, torch.mul(g, torch.mul(torch.mul(eps, eps), 0.5)))
          x = torch.add(x, torch.mul(self.noise(x, rows, generator), eps))
        """, how.corrector(), how.correctorStep());
    String denoised = """
        sigma = torch.select(torch.select(table, 0, -1), 0, 1)
        x = torch.sub(x, torch.mul((self.energy).gradient(x, w, told), torch.mul(sigma, sigma)))
        """;
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, table: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        rows = int(control[1].item())
        told = [each for each in c]
        for i in range(torch.size(table, 0)):
          numbers = torch.unbind(torch.select(table, 0, i), 0)
        """
            + String.format(Locale.ROOT, "  told[%1$d] = torch.reshape(numbers[0], [1])\n", level)
            + String.format(Locale.ROOT, step, level).indent(2)
            + (how.corrector() > 0 ? corrector.indent(2) : "")
            + (how.denoise() ? denoised : "")
            + "return [torch.contiguous(x)]");
  }

  FloatArray run(List<FloatArray> parameters, FloatArray start, FloatArray table, Descent.Run run) {
    EnergyInputs inputs = energy.inputs(parameters, start.rows());
    return FloatArray.concat(compute.inBlocks(start.rows(), (block, from, to) -> {
      EnergyInputs own = inputs.rows(from, to);
      return program
          .call(
              "run",
              own.parameters(),
              own.conditions(),
              List.of(start.slice(from, to), table),
              run.key().fold(run.firstBlock() + block).seed(),
              compute.chainsPerBlock())
          .get(0);
    }));
  }

  @Override
  public void close() {
    program.close();
  }
}
