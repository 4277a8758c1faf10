package org.ebm.sampler;

import java.util.Arrays;
import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;
import org.ebm.config.KindName;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.InUnits;
import org.ebm.energy.Potential;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * Pairs of chains, one ahead of the other, each of which moves as the sampler says, but together: their proposals are as often the same point as two normal laws allow (maximal coupling), else mirror images of each other
 * (reflection), and one uniform number decides both. Once they are at one point they stay together. Everything is in the loop's own seeded numbers.
 * <p>Source: Jacob, O'Leary and Atchade (2020), Journal of the Royal Statistical Society B 82(3); Bou-Rabee, Eberle and Zimmer (2020), Annals of Applied Probability 30(3), for the reflection.
 */
public final class CoupledChains implements AutoCloseable {
  private final Compute compute;
  private final Potential energy;
  private final float[] arguments;
  private final Program program;

  private CoupledChains(Compute compute, Potential energy, float[] arguments, Program program) {
    this.compute = compute;
    this.energy = energy;
    this.arguments = arguments;
    this.program = program;
  }

  /**
   * Compiles the loop.
   *
   * @throws ConfigException at {@code sampler} for one whose proposal is not one normal law
   */
  public static CoupledChains open(Potential energy, Sampler sampler, Compute compute) {
    float[] arguments = arguments(sampler);
    compute.requireFineEnough(sampler);
    compute.requireRoom(energy);
    EnergyModule module = energy.module(compute.precision(), Graph.FAST);
    EnergyModule moved = energy.units().map(known -> InUnits.of(module, known)).orElse(module);
    TorchClass script = TorchClass.over(
        "energy",
        moved.script(),
        "Coupled",
        List.of(
            Kernel.noise(energy.space()),
            Leapfrog.logUniform(),
            inner(),
            step(),
            taken(),
            moved(),
            run()));
    return new CoupledChains(compute, energy, arguments, energy.program(script, compute.torch()));
  }

  /** Refuses samplers that cannot be coupled. */
  public static void require(Sampler sampler) {
    arguments(sampler);
  }

  /** eps, the factor of dU/dx in half a kick, 0 for a walk without drift, and T. */
  private static float[] arguments(Sampler sampler) {
    if (sampler instanceof Mala mala) {
      return new float[] {
        (float) mala.stepSize(),
        (float) (mala.stepSize() / 2 / mala.temperature()),
        (float) mala.temperature()
      };
    }
    if (sampler instanceof RandomWalk walk) {
      return new float[] {(float) walk.stepSize(), 0, (float) walk.temperature()};
    }
    throw new ConfigException(
        "sampler",
        "coupled chains are of mala or random_walk, whose steps are one normal law and a decision, got "
            + KindName.of(sampler.getClass()));
  }

  /** {@code inner(a, b)}: of each chain, float64. */
  private static Method inner() {
    return Method.of("inner(a: Tensor, b: Tensor) -> Tensor", """
        products = torch.reshape(torch.mul(a, b), [torch.size(a, 0), -1])
        return torch.sum(products, [1], False, dtype=7)""");
  }

  /**
   * One proposal of either chain: with D the distance of their centres in eps, the second one's noise is z + D, which is the first one's point, with probability N(z + D) / N(z), else z mirrored in the plane across D.
   */
  private static Method step() {
    return Method.of(
        "proposals(x: Tensor, y: Tensor, g_x: Tensor, g_y: Tensor, z: Tensor, log_v: Tensor, eps: float, kick: float, per_chain: List[int]) -> Tuple[Tensor, Tensor, Tensor, Tensor]",
        """
        gap = torch.sub(torch.div(torch.sub(x, y), eps), torch.sub(g_x, g_y), alpha=kick)
        along = self.inner(gap, z)
        squares = self.inner(gap, gap)
        one = torch.le(log_v, torch.neg(torch.add(along, squares, alpha=0.5)))
        one_row = torch.reshape(one, per_chain)
        twice = torch.reshape(torch.to(torch.mul(torch.div(along, squares), 2.), 6), per_chain)
        z_y = torch.where(one_row, torch.add(z, gap), torch.sub(z, torch.mul(gap, twice)))
        x_to = torch.add(x, torch.sub(z, g_x, alpha=kick), alpha=eps)
        y_to = torch.add(y, torch.sub(z_y, g_y, alpha=kick), alpha=eps)
        return (x_to, torch.where(one_row, x_to, y_to), z_y, one)""");
  }

  /** Whether a chain goes where its noise z leads, by the rule of {@link Mala}; g: its gradients here and there together. */
  private static Method taken() {
    return Method.of(
        "taken(e: Tensor, e_to: Tensor, z: Tensor, g: Tensor, log_u: Tensor, kick: float, temperature: float) -> Tensor",
        """
        v = torch.sub(z, g, alpha=kick)
        kinetic = torch.mul(torch.sub(self.inner(z, z), self.inner(v, v)), 0.5)
        ratio = torch.add(torch.div(torch.sub(e, e_to), temperature), kinetic)
        return torch.logical_and(torch.lt(log_u, ratio), torch.isfinite(e_to))""");
  }

  private static Method moved() {
    return Method.of(
        "moved(take: Tensor, per_chain: List[int], x: Tensor, x_to: Tensor, e: Tensor, e_to: Tensor, g: Tensor, g_to: Tensor) -> Tuple[Tensor, Tensor, Tensor]",
        """
        row = torch.reshape(take, per_chain)
        return (torch.where(row, x_to, x), torch.where(take, e_to, e), torch.where(row, g_to, g))""");
  }

  private static Method run() {
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, y: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        steps = int(control[1].item())
        rows = int(control[2].item())
        eps = float(arg[0].item())
        kick = float(arg[1].item())
        temperature = float(arg[2].item())
        per_chain = [1] * torch.dim(x)
        per_chain[0] = -1
        (e_x, g_x) = (self.energy).energy_gradient(x, w, c)
        (e_y, g_y) = (self.energy).energy_gradient(y, w, c)
        apart = torch.zeros_like(e_x)
        path = [x, y]
        for step in range(steps):
          z = self.noise(x, rows, generator)
          log_u = self.log_uniform(x, rows, generator)
          log_v = self.log_uniform(x, rows, generator)
          (x_to, y_to, z_y, one) = self.proposals(x, y, g_x, g_y, z, log_v, eps, kick, per_chain)
          (e_x_to, g_x_to) = (self.energy).energy_gradient(x_to, w, c)
          (e_y_to, g_y_to) = (self.energy).energy_gradient(y_to, w, c)
          e_y_to = torch.where(one, e_x_to, e_y_to)
          g_y_to = torch.where(torch.reshape(one, per_chain), g_x_to, g_y_to)
          take_x = self.taken(e_x, e_x_to, z, torch.add(g_x, g_x_to), log_u, kick, temperature)
          take_y = self.taken(e_y, e_y_to, z_y, torch.add(g_y, g_y_to), log_u, kick, temperature)
          (x, e_x, g_x) = self.moved(take_x, per_chain, x, x_to, e_x, e_x_to, g_x, g_x_to)
          (y, e_y, g_y) = self.moved(take_y, per_chain, y, y_to, e_y, e_y_to, g_y, g_y_to)
          gap = torch.reshape(torch.sub(x, y), [torch.size(x, 0), -1])
          apart = torch.add(apart, torch.to(torch.gt(torch.sum(torch.abs(gap), [1]), 0.), 6))
          path = torch.append(path, x)
          path = torch.append(path, y)
        return [apart, torch.stack(path, 1)]""");
  }

  /**
   * Pairs after some steps.
   *
   * @param path of each pair, in data units: ahead and behind by turns, at first and after each step, (n, 2 (steps + 1), ...)
   * @param apart steps after which the two of a pair were not at one point, (n); as many as steps: they have not met
   */
  public record Paths(FloatArray path, float[] apart) {
    /** Where a pair's chain was after a step, 0: before the first. */
    public float[] at(int pair, int step, boolean ahead) {
      int width = path.rowElements() / path.shape()[1];
      int from = pair * path.rowElements() + (2 * step + (ahead ? 0 : 1)) * width;
      return Arrays.copyOfRange(path.values(), from, from + width);
    }

    /** Where the chains of some pairs are in the end, (n, ...). */
    public FloatArray ends(List<Integer> pairs, boolean ahead) {
      int steps = path.shape()[1] / 2 - 1;
      int width = path.rowElements() / path.shape()[1];
      int[] shape = Arrays.copyOfRange(path.shape(), 1, path.shape().length);
      shape[0] = pairs.size();
      float[] ends = new float[pairs.size() * width];
      for (int i = 0; i < pairs.size(); i++) {
        System.arraycopy(at(pairs.get(i), steps, ahead), 0, ends, i * width, width);
      }
      return new FloatArray(shape, ends);
    }
  }

  /**
   * Moves pairs.
   *
   * @param ahead (n, ...), in data units
   * @param behind (n, ...)
   */
  public Paths run(
      EnergyInputs inputs, FloatArray ahead, FloatArray behind, int steps, RandomKey key) {
    int size = compute.chainsPerBlock();
    FloatArray x = energy.units().map(known -> known.toStandard(ahead)).orElse(ahead);
    FloatArray y = energy.units().map(known -> known.toStandard(behind)).orElse(behind);
    List<List<FloatArray>> blocks = compute
        .torch()
        .parallel(ChainRange.blocks(x.rows(), size), block -> {
          int from = block * size;
          int to = Math.min(x.rows(), from + size);
          EnergyInputs own = inputs.rows(from, to);
          List<FloatArray> arrays =
              List.of(x.slice(from, to), y.slice(from, to), FloatArray.of(arguments));
          return program.call(
              "run",
              own.parameters(),
              own.conditions(),
              arrays,
              key.fold(block).seed(),
              steps,
              size);
        });
    FloatArray path = joined(blocks, 1);
    return new Paths(
        energy.units().map(known -> inData(path, known)).orElse(path),
        joined(blocks, 0).values());
  }

  private static FloatArray inData(FloatArray path, Units units) {
    int states = path.shape()[0] * path.shape()[1];
    FloatArray rows =
        new FloatArray(new int[] {states, path.values().length / states}, path.values());
    return new FloatArray(path.shape(), units.toData(rows).values());
  }

  private static FloatArray joined(List<List<FloatArray>> blocks, int index) {
    return FloatArray.concat(blocks.stream().map(arrays -> arrays.get(index)).toList());
  }

  @Override
  public void close() {
    program.close();
  }
}
