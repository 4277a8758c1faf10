package org.ebm.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Reference;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * The density of what the deterministic way back from noise makes of a normal law: log p(x) = log N(x_T) + the integral over sigma of sigma div dU/dx along the way from x to x_T. A density for every model with noise levels, also
 * one of slopes alone, and normalized whatever was learned. Source: Song et al. (2021), ICLR, equation 39; Grathwohl et al. (2019), ICLR, for the estimate of the divergence.
 */
final class ProbabilityFlow implements AutoCloseable {
  /** -dx/dsigma and the rate of log p, at one sigma; without directions v the divergence is exact. */
  private static final String RATES = """
      y = torch.requires_grad_(torch.detach(x), True)
      g = (self.energy).gradient(y, w, c)
      total = torch.zeros([torch.size(x, 0)], dtype=6, device=x.device)
      count = torch.size(v, 1)
      flat = torch.flatten(g, 1)
      if torch.eq(count, 0):
        for i in range(torch.size(flat, 1)):
          row = torch.autograd.grad([torch.sum(torch.select(flat, 1, i))], [y], retain_graph=True, allow_unused=True)[0]
          if row is not None:
            total = torch.add(total, torch.select(torch.flatten(unchecked_cast(Tensor, row), 1), 1, i))
      else:
        for k in range(count):
          u = torch.select(v, 1, k)
          row = torch.autograd.grad([torch.sum(torch.mul(g, u))], [y], retain_graph=True, allow_unused=True)[0]
          if row is not None:
            along = torch.sum(torch.flatten(torch.mul(unchecked_cast(Tensor, row), u), 1), [1])
            total = torch.add(total, torch.div(along, count))
      return (torch.detach(torch.mul(g, sigma)), torch.mul(total, sigma))""";

  private final Potential energy;
  private final FlowConfig how;
  private final Compute compute;
  private final List<Double> levels;
  private final Program program;

  /** @param levels the energy's, largest first */
  ProbabilityFlow(Potential energy, List<Double> levels, FlowConfig how, Compute compute) {
    this.energy = energy;
    this.how = how;
    this.compute = compute;
    this.levels = levels;
    int level = energy.indexOf(Condition.NOISE_LEVEL);
    TorchClass script = TorchClass.over(
        "energy",
        energy.module(Precision.FLOAT32, Graph.RECORDED).script(),
        "ProbabilityFlow",
        List.of(
            Method.of(
                "rates(x: Tensor, w: List[Tensor], c: List[Tensor], sigma: Tensor, v: Tensor) -> Tuple[Tensor, Tensor]",
                RATES),
            run(level)));
    this.program = energy.program(script, compute.torch());
  }

  private static Method run(int level) {
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, v: Tensor, sigmas: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
        w = (self.energy).prepare(p)
        told = [each for each in c]
        total = torch.zeros([torch.size(x, 0)], dtype=6, device=x.device)
        numbers = torch.unbind(sigmas, 0)
        told[%1$d] = torch.reshape(numbers[0], [1])
        for i in range(torch.sub(torch.len(numbers), 1)):
          half = torch.mul(torch.sub(numbers[torch.add(i, 1)], numbers[i]), 0.5)
          (first, gain) = self.rates(x, w, told, numbers[i], v)
          told[%1$d] = torch.reshape(numbers[torch.add(i, 1)], [1])
          there = torch.add(x, torch.mul(first, torch.mul(half, 2.)))
          (last, more) = self.rates(there, w, told, numbers[torch.add(i, 1)], v)
          x = torch.add(x, torch.mul(torch.add(first, last), half))
          total = torch.add(total, torch.mul(torch.add(gain, more), half))
        return [torch.contiguous(x), total]""", level));
  }

  /**
   * log p of each position, (n).
   *
   * @param data what the largest level's noise is added to: for the law from which the flow begins
   */
  double[] logDensity(FloatArray position, FloatArray data, int steps, RandomKey key) {
    double largest = levels.get(0);
    double smallest = levels.get(levels.size() - 1);
    float[] sigmas = new float[steps + 1];
    for (int i = 0; i <= steps; i++) {
      sigmas[i] = (float) (smallest * Math.pow(largest / smallest, i / (double) steps));
    }
    FloatArray table = FloatArray.of(sigmas);
    EnergyInputs inputs = energy.inputs(List.of(), position.rows());
    List<List<FloatArray>> blocks = compute.inBlocks(position.rows(), (block, from, to) -> {
      EnergyInputs own = inputs.rows(from, to);
      FloatArray x = position.slice(from, to);
      return program.call(
          "run",
          own.parameters(),
          own.conditions(),
          List.of(x, directions(x, key.fold(block)), table),
          0);
    });
    FloatArray ends = FloatArray.concat(blocks.stream().map(all -> all.get(0)).toList());
    float[] gained =
        FloatArray.concat(blocks.stream().map(all -> all.get(1)).toList()).values();
    Reference noise = Reference.noisy(energy.shape(), data, largest);
    double[] energies = noise.energies(ends);
    return IntStream.range(0, gained.length)
        .mapToDouble(i -> gained[i] - energies[i] - noise.logPartition())
        .toArray();
  }

  /** Signs, (n, directions, shape...). */
  private FloatArray directions(FloatArray x, RandomKey key) {
    int count = how.directions(x.rowElements());
    int[] shape = new int[x.shape().length + 1];
    shape[0] = x.rows();
    shape[1] = count;
    System.arraycopy(x.shape(), 1, shape, 2, x.shape().length - 1);
    float[] signs = new float[count * x.values().length];
    UniformRandomProvider random = key.fold("directions").generator();
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return new FloatArray(shape, signs);
  }

  @Override
  public void close() {
    program.close();
  }
}
