package org.ebm.sampler;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Potential;
import org.ebm.network.FeedForward;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * A generator that can be computed: from standard normal latents z to examples g(z), in blocks for the workers.
 */
public final class Generator implements AutoCloseable {
  private final FeedForward network;
  private final Compute compute;
  private final Program program;

  public Generator(FeedForward network, Compute compute) {
    this.network = network;
    this.compute = compute;
    TorchClass script = TorchClass.over(
        "generator",
        network.script(),
        "Generator",
        List.of(
            Method.of(
                "draft(p: List[Tensor], c: List[Tensor], z: Tensor, control: Tensor) -> List[Tensor]",
                "return [torch.contiguous((self.generator).forward(z, (self.generator).prepare(p), c))]")));
    this.program = Program.load(Archive.write(script), compute.torch()).inference();
  }

  /** Standard normal latents, (n, latents); the first ones do not depend on n. */
  public FloatArray latents(int n, RandomKey key) {
    return new GaussianStart(1).noise(network.shape(), n, key);
  }

  /**
   * @param weights in the network's order
   * @param latents (n, latents)
   * @param told its conditions, each (n, ...) or (1, ...)
   * @return (n, example)
   */
  public FloatArray drafts(List<FloatArray> weights, FloatArray latents, List<FloatArray> told) {
    int size = compute.chainsPerBlock();
    return FloatArray.concat(compute
        .torch()
        .parallel(ChainRange.blocks(latents.rows(), size), block -> {
          int from = block * size;
          int to = Math.min(latents.rows(), from + size);
          List<FloatArray> own = told.stream()
              .map(each -> each.rows() == 1 ? each : each.slice(from, to))
              .toList();
          return program
              .call("draft", weights, own, List.of(latents.slice(from, to)))
              .get(0);
        }));
  }

  /**
   * What a network is told of so many chains of an energy that is told it already.
   *
   * @throws ConfigException if the energy is not told it
   */
  public static List<FloatArray> told(FeedForward network, Potential energy, int chains) {
    return network.conditions().stream()
        .map(condition -> {
          FloatArray given = energy.given().get(condition.name());
          if (given == null) {
            throw Potential.untold(condition);
          }
          return given.rows() == 1 ? given : condition.dealt(given, chains);
        })
        .toList();
  }

  @Override
  public void close() {
    program.close();
  }
}
