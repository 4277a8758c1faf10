package org.ebm.evaluate;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Descent;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * How far a network of slopes is from the slope of any U, whose Jacobian J would be symmetric: |J - J'|^2 / (4 |J|^2), the part of it that is not, between 0 and 1, from u'Jv and v'Ju for random signs u and v: E (u'Jv)^2 = |J|^2.
 */
final class Rotation implements AutoCloseable {
  /** At so many examples: their projections tell the share within a few percent of it. */
  private static final int EXAMPLES = 2000;

  private static final String RUN = """
      generator = torch.Generator(device=x.device)
      generator.manual_seed(int(control[0].item()))
      w = (self.energy).prepare(p)
      y = torch.requires_grad_(torch.detach(x), True)
      g = (self.energy).gradient(y, w, c)
      signs = torch.sub(torch.mul(torch.bernoulli(torch.full_like(torch.stack([x, x]), 0.5), generator=generator), 2.), 1.)
      u = torch.select(signs, 0, 0)
      v = torch.select(signs, 0, 1)
      by_u = torch.autograd.grad([torch.sum(torch.mul(g, u))], [y], retain_graph=True, allow_unused=True)[0]
      by_v = torch.autograd.grad([torch.sum(torch.mul(g, v))], [y], retain_graph=True, allow_unused=True)[0]
      if by_u is None or by_v is None:
        one = torch.zeros([torch.size(x, 0)], dtype=6, device=x.device)
        other = one
      else:
        one = torch.sum(torch.flatten(torch.mul(unchecked_cast(Tensor, by_u), v), 1), [1])
        other = torch.sum(torch.flatten(torch.mul(unchecked_cast(Tensor, by_v), u), 1), [1])
      return [one, other]""";

  private final Compute compute;
  private final Program program;

  Rotation(Potential model, Compute compute) {
    this.compute = compute;
    TorchClass script = TorchClass.over(
        "energy",
        model.module(Precision.FLOAT32, Graph.RECORDED).script(),
        "Rotation",
        List.of(Method.of(
            "run(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
            RUN)));
    this.program = model.program(script, compute.torch());
  }

  /** At data, at each noise level, largest first, with such noise added; at the data themselves where there are no levels. */
  static void report(
      Findings findings, Potential model, Compute compute, FloatArray examples, RandomKey key) {
    FloatArray some = examples.slice(0, Math.min(examples.rows(), EXAMPLES));
    List<Double> levels =
        model.condition(Condition.NOISE_LEVEL).map(Condition::values).orElse(List.of());
    EnergyInputs inputs = model.inputs(List.of());
    try (Rotation rotation = new Rotation(model, compute)) {
      if (levels.isEmpty()) {
        findings.put("rotation", rotation.share(inputs, some, key));
        return;
      }
      List<Double> shares = levels.stream()
          .map(sigma -> rotation.share(
              inputs.with(model, Condition.NOISE_LEVEL, sigma),
              new Descent.Run(compute, key.fold(String.valueOf(sigma))).noisy(some, sigma),
              key))
          .toList();
      findings.put("rotation", shares);
    }
  }

  /** Of all positions together, (n, ...); NaN where the slope is constant. */
  double share(EnergyInputs inputs, FloatArray position, RandomKey key) {
    List<List<FloatArray>> blocks = compute.inBlocks(position.rows(), (block, from, to) -> {
      EnergyInputs own = inputs.rows(from, to);
      return program.call(
          "run",
          own.parameters(),
          own.conditions(),
          List.of(position.slice(from, to)),
          key.fold(block).seed());
    });
    double apart = 0;
    double all = 0;
    for (List<FloatArray> block : blocks) {
      for (int i = 0; i < block.get(0).rows(); i++) {
        double one = block.get(0).values()[i];
        double other = block.get(1).values()[i];
        apart += (one - other) * (one - other);
        all += one * one + other * other;
      }
    }
    return apart / (2 * all);
  }

  @Override
  public void close() {
    program.close();
  }
}
