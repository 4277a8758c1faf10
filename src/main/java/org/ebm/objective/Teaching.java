package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Weights;
import org.ebm.network.FeedForward;
import org.ebm.sampler.ChainRange;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * What a generator learns from revised examples: the gradient of mean (1 - w) |x - g(z)|^2 / (2 sigma^2) + w |y - g(z)|_1, y the data, and chains of z under the same law. Cut into fixed blocks for the workers, whose gradients are added in order.
 */
final class Teaching implements AutoCloseable {
  private static final Method LOSS =
      Method.of("loss(x: Tensor, data: Tensor, y: Tensor, arg: Tensor) -> Tensor", """
      apart = torch.sum(torch.flatten(torch.abs(torch.sub(data, y)), 1), [1])
      return torch.add(torch.mul(self.squares(torch.sub(x, y)), arg[0]), torch.mul(apart, arg[1]))""");

  private static final Method SQUARES = Method.of(
      "squares(x: Tensor) -> Tensor", "return torch.sum(torch.flatten(torch.pow(x, 2), 1), [1])");

  private final double sd;
  private final double dataWeight;
  private final Optional<LatentChain> chain;
  private final Compute compute;
  private final Program program;

  /**
   * @param sd sigma, data units
   * @param dataWeight w
   */
  Teaching(
      FeedForward generator,
      double sd,
      double dataWeight,
      Optional<LatentChain> chain,
      Compute compute) {
    this.sd = sd;
    this.dataWeight = dataWeight;
    this.chain = chain;
    this.compute = compute;
    this.program = Program.load(Archive.write(script(generator)), compute.torch());
  }

  /**
   * @param loss the mean
   * @param gradient of it
   */
  record Lesson(double loss, Weights gradient) {}

  private static TorchClass script(FeedForward generator) {
    Method teach = Method.of(
        "teach(p: List[Tensor], c: List[Tensor], z: Tensor, x: Tensor, data: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        """
        learned = [torch.requires_grad_(torch.detach(each), True) for each in p]
        y = (self.generator).forward(z, (self.generator).prepare(learned), c)
        loss = self.loss(x, data, y, arg)
        gradients = torch.autograd.grad([torch.sum(loss)], learned)
        result = [torch.detach(loss)]
        for i in range(torch.len(p)):
          gradient = gradients[i]
          if gradient is None:
            result = torch.append(result, torch.zeros_like(p[i]))
          else:
            result = torch.append(result, torch.contiguous(unchecked_cast(Tensor, gradient)))
        return result""");
    Method infer = Method.of(
        "infer(p: List[Tensor], c: List[Tensor], z: Tensor, x: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        """
        generator = torch.Generator(device=z.device)
        generator.manual_seed(int(control[0].item()))
        steps = int(control[1].item())
        rows = int(control[2].item())
        w = (self.generator).prepare(p)
        for step in range(steps):
          v = torch.requires_grad_(torch.detach(z), True)
          y = (self.generator).forward(v, w, c)
          error = torch.mul(self.squares(torch.sub(x, y)), arg[0])
          u = torch.sum(torch.add(error, torch.mul(self.squares(v), 0.5)))
          slope = unchecked_cast(Tensor, torch.autograd.grad([u], [v])[0])
          noise = torch.mul(self.noise(z, rows, generator), arg[2])
          z = torch.detach(torch.add(torch.sub(z, torch.mul(slope, arg[1])), noise))
        return [torch.contiguous(z)]""");
    return TorchClass.over(
        "generator",
        generator.script(),
        "Teaching",
        List.of(Kernel.noise(Space.of(generator.shape())), SQUARES, LOSS, teach, infer));
  }

  /**
   * @param z latents (n, ...)
   * @param told the generator's conditions
   * @param x what it should make of them, (n, example)
   * @param data the examples that it is told of, where the data have a weight
   */
  Lesson of(Weights weights, FloatArray z, List<FloatArray> told, FloatArray x, FloatArray data) {
    float ofRevised = (float) ((1 - dataWeight) / (2 * sd * sd * z.rows()));
    FloatArray factors = FloatArray.of(ofRevised, (float) (dataWeight / z.rows()));
    List<List<FloatArray>> blocks = compute
        .torch()
        .parallel(
            blocks(z),
            block -> program.call(
                "teach",
                weights.list(),
                part(told, block),
                List.of(part(z, block), part(x, block), part(data, block), factors)));
    double loss = 0;
    for (List<FloatArray> block : blocks) {
      for (float each : block.get(0).values()) {
        loss += each;
      }
    }
    List<FloatArray> sum =
        new ArrayList<>(blocks.get(0).subList(1, blocks.get(0).size()));
    blocks
        .subList(1, blocks.size())
        .forEach(block -> LossGradient.add(sum, block.subList(1, block.size())));
    return new Lesson(loss, Weights.of(List.copyOf(weights.arrays().keySet()), sum));
  }

  /** The latents after their chain; as they are without one. */
  FloatArray inferred(
      Weights weights, FloatArray z, List<FloatArray> told, FloatArray x, RandomKey key) {
    if (chain.isEmpty()) {
      return z;
    }
    double eps = chain.get().stepSize();
    FloatArray arguments = FloatArray.of(
        new float[] {(float) (1 / (2 * sd * sd)), (float) (eps * eps / 2), (float) eps});
    return FloatArray.concat(compute
        .torch()
        .parallel(
            blocks(z),
            block -> program
                .call(
                    "infer",
                    weights.list(),
                    part(told, block),
                    List.of(part(z, block), part(x, block), arguments),
                    key.fold(block).seed(),
                    chain.get().steps(),
                    compute.chainsPerBlock())
                .get(0)));
  }

  private int blocks(FloatArray array) {
    return ChainRange.blocks(array.rows(), compute.chainsPerBlock());
  }

  private FloatArray part(FloatArray array, int block) {
    int from = block * compute.chainsPerBlock();
    return array.slice(from, Math.min(array.rows(), from + compute.chainsPerBlock()));
  }

  private List<FloatArray> part(List<FloatArray> told, int block) {
    return told.stream()
        .map(each -> each.rows() == 1 ? each : part(each, block))
        .toList();
  }

  @Override
  public void close() {
    program.close();
  }
}
