package org.ebm.sampler;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.energy.Ability;
import org.ebm.script.Method;

/**
 * Metropolis flips of elements that the slope of U picks: element i is proposed its other value with probability proportional to exp(d_i / 2 T), d_i the fall of U to first order, and takes it with the
 * probability that makes up for the first order. Exact for any U of two values that is a smooth formula, a network's too: one gradient tells of all elements where {@link Gibbs} needs an energy for each.
 * <p>Source: Grathwohl, Swersky, Hashemi, Duvenaud and Maddison (2021), Oops I took a gradient, ICML.
 */
@Kind("gibbs_with_gradients")
public record GibbsWithGradients(
    @Key(
        value = "proposals in a step, each one element of every chain and one gradient",
        range = ">= 1",
        byDefault = "10")
    int proposals,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature)
    implements Drawing {
  @Override
  public GibbsWithGradients withTemperature(double other) {
    return new GibbsWithGradients(proposals, other);
  }

  @Override
  public Set<Ability> needs() {
    return EnumSet.of(Ability.SLOPES);
  }

  /** {@code falls(x, w, c, temperature)}: U (n), and d / 2 T of each element, (n, elements). */
  @Override
  public List<Method> methods() {
    return List.of(Method.of(
        "falls(x: Tensor, w: List[Tensor], c: List[Tensor], temperature: float) -> Tuple[Tensor, Tensor]",
        """
            z = torch.requires_grad_(torch.detach(x), True)
            energy = (self.energy).energy(z, w, c)
            slope = torch.autograd.grad([torch.sum(energy)], [z])[0]
            if slope is None:
              known = torch.zeros_like(x)
            else:
              known = unchecked_cast(Tensor, slope)
            change = torch.sub(torch.add(self.low, self.high), torch.mul(x, 2.))
            fall = torch.mul(torch.mul(change, known), -0.5 / temperature)
            return (torch.detach(energy), torch.reshape(fall, [torch.size(x, 0), -1]))"""));
  }

  @Override
  public String begin() {
    return """
        proposals = int(arg[0].item())
        temperature = float(arg[1].item())""";
  }

  /** {@code site} is the largest of falls with Gumbel noise: a draw from their softmax. */
  @Override
  public String step(boolean energyToo) {
    return """
        n = torch.size(x, 0)
        taken = torch.zeros_like(e)
        (here, falls) = self.falls(x, w, c, temperature)
        for proposal in range(proposals):
          u = torch.narrow(torch.rand([rows, torch.size(falls, 1)], generator=generator, dtype=6, device=x.device), 0, 0, n)
          v = torch.narrow(torch.rand([rows], generator=generator, dtype=6, device=x.device), 0, 0, n)
          site = torch.argmax(torch.sub(falls, torch.log(torch.neg(torch.log(u)))), 1, True)
          flat = torch.reshape(x, [n, -1])
          flipped = torch.sub(torch.add(self.low, self.high), torch.gather(flat, 1, site))
          y = torch.reshape(torch.scatter(flat, 1, site, flipped), torch.size(x))
          (there, falls_y) = self.falls(y, w, c, temperature)
          forth = torch.gather(torch.log_softmax(falls, 1), 1, site)
          back = torch.gather(torch.log_softmax(falls_y, 1), 1, site)
          log_ratio = torch.add(torch.div(torch.sub(here, there), temperature), torch.squeeze(torch.sub(back, forth), 1))
          take = torch.lt(torch.log(v), log_ratio)
          whole = torch.unsqueeze(take, 1)
          x = torch.reshape(torch.where(whole, torch.reshape(y, [n, -1]), flat), torch.size(x))
          falls = torch.where(whole, falls_y, falls)
          here = torch.where(take, there, here)
          taken = torch.add_(taken, take)
        accepted = torch.div(taken, float(proposals))""";
  }

  @Override
  public float[] arguments() {
    return new float[] {proposals, (float) temperature};
  }

  @Override
  public int gradientsPerStep() {
    return proposals + 1;
  }

  @Override
  public boolean rejects() {
    return true;
  }
}
