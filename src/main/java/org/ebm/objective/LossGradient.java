package org.ebm.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.script.TorchModule;
import org.ebm.torch.Program;

/**
 * Gradient with respect to the parameters of a weighted sum of an example's losses, by back-propagation in float32. Rows are cut into fixed blocks for the
 * workers, each with random numbers of its own, and the blocks' gradients are added in order, so the result is byte-equal for any number of workers.
 */
final class LossGradient implements AutoCloseable {
  /**
   * @param gradients d/dp of sum_i weight_i loss(x_i), by player
   * @param rows what the loss gave for each example, (n, columns)
   */
  record Result(Map<String, Weights> gradients, FloatArray rows) {
    boolean isFinite() {
      return rows.isFinite() && gradients.values().stream().allMatch(Weights::isFinite);
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

  private final List<Player> players;
  private final Compute compute;
  private final Program program;
  private boolean connected;

  /** @param others who learn beside the energy: their parameters are the loss's {@code q} */
  LossGradient(Potential energy, List<Player> others, Loss loss, Compute compute) {
    this.players = Stream.concat(Stream.of(Player.energy(energy.parameters())), others.stream())
        .toList();
    this.compute = compute;
    compute.requireRoom(energy);
    this.program = energy.program(script(energy, loss), compute.torch());
  }

  static TorchClass script(Potential energy, Loss loss) {
    List<Method> methods = new ArrayList<>();
    methods.add(Kernel.noise(energy.space()));
    methods.addAll(loss.methods());
    methods.add(Method.of(
        "gradient(p: List[Tensor], c: List[Tensor], x: Tensor, weight: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        rows = int(control[1].item())
        learned = [torch.requires_grad_(torch.detach(each), True) for each in p]
        w = (self.energy).prepare(torch.slice(learned, 0, %1$d))
        losses = self.loss(x, w, c, torch.slice(learned, %1$d), rows, generator)
        total = torch.sum(torch.mul(torch.select(losses, 1, 0), weight))
        gradients = torch.autograd.grad([total], learned, allow_unused=True)
        result = [torch.detach(losses)]
        for i in range(torch.len(p)):
          gradient = gradients[i]
          if gradient is None:
            result = torch.append(result, torch.zeros_like(p[i]))
          else:
            result = torch.append(result, torch.contiguous(unchecked_cast(Tensor, gradient)))
        return result""", energy.parameters().size())));
    methods.add(disconnected(energy));
    Map<String, TorchModule> modules = new LinkedHashMap<>();
    modules.put("energy", energy.module(Precision.FLOAT32, loss.graph()).script());
    modules.putAll(loss.modules());
    return new TorchClass("Gradient", modules, Map.of(), loss.arrays(), methods);
  }

  /**
   * 1 for each learned array that has no gradient and should: the loss need not depend on every weight of an energy (a constant in U is nothing to a score),
   * but U must, and the loss must on the arrays that are its own.
   */
  private static Method disconnected(Potential energy) {
    String read = energy.abilities().contains(Ability.ENERGY) ? "energy" : "gradient";
    return Method.of(
        "disconnected(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        String.format(Locale.ROOT, """
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        rows = int(control[1].item())
        learned = [torch.requires_grad_(torch.detach(each), True) for each in p]
        w = (self.energy).prepare(torch.slice(learned, 0, %1$d))
        losses = self.loss(x, w, c, torch.slice(learned, %1$d), rows, generator)
        energy = torch.sum((self.energy).%2$s(x, (self.energy).prepare(torch.slice(learned, 0, %1$d)), c))
        ofLoss = torch.autograd.grad([torch.sum(torch.select(losses, 1, 0))], learned, allow_unused=True)
        ofEnergy = torch.autograd.grad([energy], learned, allow_unused=True)
        flags = annotate(List[float], [])
        for i in range(torch.len(p)):
          a = ofLoss[i]
          b = ofEnergy[i]
          if a is None and b is None:
            flags = torch.append(flags, 1.0)
          else:
            flags = torch.append(flags, 0.0)
        return [torch.tensor(flags, dtype=6)]""", energy.parameters().size(), read));
  }

  /** Before the first gradient: a layer that its energy does not read would silently never learn. */
  private void requireConnected(EnergyInputs inputs, FloatArray x) {
    EnergyInputs first = inputs.rows(0, 1);
    float[] flags = program
        .call(
            "disconnected",
            first.parameters(),
            first.conditions(),
            List.of(x.slice(0, 1)),
            0,
            compute.chainsPerBlock())
        .get(0)
        .values();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] != 0) {
        throw new IllegalStateException("learned array " + i + " of shape "
            + Arrays.toString(inputs.parameters().get(i).shape())
            + " is read by neither the energy nor the loss, so it would never change");
      }
    }
    connected = true;
  }

  /**
   * @param learned weights of the players, by name
   * @param x examples, (n, ...)
   * @param told what the energy is told of them
   * @param weight of each example's loss
   */
  Result of(
      Map<String, Weights> learned,
      FloatArray x,
      List<FloatArray> told,
      float[] weight,
      RandomKey key) {
    FloatArray weights = FloatArray.of(weight);
    List<FloatArray> p = players.stream()
        .flatMap(player -> Objects.requireNonNull(learned.get(player.name())).list().stream())
        .toList();
    EnergyInputs inputs = new EnergyInputs(p, told);
    if (!connected) {
      requireConnected(inputs, x);
    }
    int size = compute.chainsPerBlock();
    int blocks = (x.rows() + size - 1) / size;
    List<List<FloatArray>> results = compute.torch().parallel(blocks, block -> {
      int from = block * size;
      int to = Math.min(x.rows(), from + size);
      List<FloatArray> arrays = List.of(x.slice(from, to), weights.slice(from, to));
      long seed = key.fold(block).seed();
      EnergyInputs own = inputs.rows(from, to);
      return program.call("gradient", own.parameters(), own.conditions(), arrays, seed, size);
    });
    List<FloatArray> sum = gradient(results.get(0));
    results.subList(1, blocks).forEach(block -> add(sum, gradient(block)));
    FloatArray rows =
        FloatArray.concat(results.stream().map(block -> block.get(0)).toList());
    return new Result(byPlayer(sum), rows);
  }

  private Map<String, Weights> byPlayer(List<FloatArray> gradients) {
    Map<String, Weights> all = new LinkedHashMap<>();
    int from = 0;
    for (Player player : players) {
      int to = from + player.parameters().size();
      all.put(player.name(), Weights.of(player.names(), gradients.subList(from, to)));
      from = to;
    }
    return all;
  }

  private static List<FloatArray> gradient(List<FloatArray> result) {
    return result.subList(1, result.size());
  }

  static void add(List<FloatArray> sum, List<FloatArray> more) {
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
