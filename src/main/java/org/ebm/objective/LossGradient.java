package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;
import org.ebm.torch.Program;

/**
 * Gradient with respect to the parameters of a weighted sum of an example's losses, by back-propagation in float32. Rows are cut into fixed blocks for the
 * workers, each with random numbers of its own, and the blocks' gradients are added in order, so the result is byte-equal for any number of workers.
 */
final class LossGradient implements AutoCloseable {
  /**
   * @param gradient d/dp of sum_i weight_i loss(x_i), in the parameters' order
   * @param rows what the loss gave for each example, (n, columns)
   */
  record Result(List<FloatArray> gradient, FloatArray rows) {
    boolean isFinite() {
      return rows.isFinite() && gradient.stream().allMatch(FloatArray::isFinite);
    }

    /** One column of the rows. */
    float[] column(int column) {
      int columns = rows.rowElements();
      float[] values = new float[rows.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.values()[i * columns + column];
      }
      return values;
    }
  }

  private final Loss loss;
  private final int parameters;
  private final Compute compute;
  private final Program program;
  private boolean connected;

  /**
   * @param parameters how many the energy has; what {@link #of} gets beyond them goes to the loss alone
   */
  LossGradient(Potential energy, int parameters, Loss loss, Compute compute) {
    this.loss = loss;
    this.parameters = parameters;
    this.compute = compute;
    compute.requireRoom(energy);
    this.program = energy.program(script(energy, loss), compute.torch());
  }

  static ScriptClass script(Potential energy, Loss loss) {
    List<Method> methods = new ArrayList<>(energy.methods(Precision.FLOAT32));
    methods.addAll(Loss.shared(energy.shape()));
    methods.addAll(loss.methods());
    methods.add(Method.of(
        "gradient(p: List[Tensor], x: Tensor, weight: Tensor, control: Tensor) -> List[Tensor]",
        """
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        rows = int(control[1].item())
        own = int(control[2].item())
        learned = int(control[3].item())
        parameters = [torch.requires_grad_(torch.detach(each), True) for each in p[0:learned]]
        w = self.prepare(parameters[0:own])
        losses = self.loss(x, w, torch.add(parameters[own:learned], p[learned:]), rows, generator)
        total = torch.sum(torch.mul(torch.select(losses, 1, 0), weight))
        gradients = torch.autograd.grad([total], parameters, allow_unused=True)
        result = [torch.detach(losses)]
        for i in range(learned):
          gradient = gradients[i]
          if gradient is None:
            result = torch.append(result, torch.zeros_like(p[i]))
          else:
            result = torch.append(result, torch.contiguous(unchecked_cast(Tensor, gradient)))
        return result"""));
    methods.add(disconnected());
    return new ScriptClass("Gradient", methods);
  }

  /**
   * 1 for each learned array that has no gradient and should: the loss need not depend on every weight of an energy (a constant in U is nothing to a score),
   * but U must, and the loss must on the arrays that are its own.
   */
  private static Method disconnected() {
    return Method.of(
        "disconnected(p: List[Tensor], x: Tensor, weight: Tensor, control: Tensor) -> List[Tensor]",
        """
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        rows = int(control[1].item())
        own = int(control[2].item())
        learned = int(control[3].item())
        parameters = [torch.requires_grad_(torch.detach(each), True) for each in p[0:learned]]
        w = self.prepare(parameters[0:own])
        losses = self.loss(x, w, torch.add(parameters[own:learned], p[learned:]), rows, generator)
        energy = torch.sum(self.energy_with(x, self.prepare(parameters[0:own])))
        ofLoss = torch.autograd.grad([torch.sum(torch.select(losses, 1, 0))], parameters, allow_unused=True)
        ofEnergy = torch.autograd.grad([energy], parameters, allow_unused=True)
        flags = annotate(List[float], [])
        for i in range(learned):
          a = ofLoss[i]
          b = ofEnergy[i]
          if a is None and b is None:
            flags = torch.append(flags, 1.0)
          else:
            flags = torch.append(flags, 0.0)
        return [torch.tensor(flags, dtype=6)]""");
  }

  /** Before the first gradient: a layer that its energy does not read would silently never learn. */
  private void requireConnected(
      List<FloatArray> learned, List<FloatArray> all, FloatArray x, FloatArray weights) {
    List<FloatArray> one = List.of(x.slice(0, 1), weights.slice(0, 1));
    int size = compute.chainsPerBlock();
    float[] flags = program
        .call("disconnected", all, one, 0, size, parameters, learned.size())
        .get(0)
        .values();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != 0) {
        throw new IllegalStateException("learned array " + i + " of shape "
            + Arrays.toString(learned.get(i).shape())
            + " is read by neither the energy nor the loss, so it would never change");
      }
    }
    connected = true;
  }

  /**
   * @param learned the energy's parameters, then the objective's extra ones
   * @param x examples, (n, ...)
   * @param weight of each example's loss
   */
  Result of(List<FloatArray> learned, FloatArray x, float[] weight, RandomKey key) {
    FloatArray weights = FloatArray.of(weight);
    List<FloatArray> all =
        Stream.concat(learned.stream(), loss.constants().stream()).toList();
    if (!connected) {
      requireConnected(learned, all, x, weights);
    }
    int size = compute.chainsPerBlock();
    int blocks = (x.rows() + size - 1) / size;
    List<List<FloatArray>> results = compute.torch().parallel(blocks, block -> {
      int from = block * size;
      int to = Math.min(x.rows(), from + size);
      List<FloatArray> arrays = List.of(x.slice(from, to), weights.slice(from, to));
      long seed = key.fold(block).seed();
      return program.call("gradient", all, arrays, seed, size, parameters, learned.size());
    });
    List<FloatArray> sum = gradient(results.get(0));
    results.subList(1, blocks).forEach(block -> add(sum, gradient(block)));
    FloatArray rows =
        FloatArray.concat(results.stream().map(block -> block.get(0)).toList());
    return new Result(sum, rows);
  }

  private static List<FloatArray> gradient(List<FloatArray> result) {
    return result.subList(1, result.size());
  }

  private static void add(List<FloatArray> sum, List<FloatArray> more) {
    for (int i = 0; i < sum.size(); i++) {
      float[] total = sum.get(i).values();
      float[] values = more.get(i).values();
      for (int j = 0; j < total.length; j++) {
        total[j] += values[j];
      }
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
