package org.ebm.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * Random-walk Metropolis: x' = x + eps z, z standard normal, accepted with probability min(1, exp((U(x) - U(x')) / T)) for each chain.
 * <p>Exact for every eps, and blind: it needs no gradient to move, so it stays good where U has kinks, and slow where there are many dimensions.
 * Source: Metropolis et al. (1953), Journal of Chemical Physics 21(6).
 *
 * @param stepSize eps, in data units
 * @param temperature T of the chain on top of the energy's own
 */
@Kind("random_walk")
public record RandomWalk(
    @Key(value = "eps of the step, data units", range = "> 0")
    double stepSize,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature)
    implements Sampler {
  /** Roberts, Gelman and Gilks (1997), Annals of Applied Probability 7(1). */
  private static final double TARGET_ACCEPTANCE = 0.234;

  @Override
  public List<Method> methods() {
    return List.of(Leapfrog.logUniform());
  }

  @Override
  public String begin() {
    return """
        eps = float(arg[0].item())
        temperature = float(arg[1].item())
        per_chain = [1] * torch.dim(x)
        per_chain[0] = -1""";
  }

  /** The gradient is for those who look at the chain, not for the chain. */
  @Override
  public String step(boolean energyToo) {
    return """
        y = torch.add(x, self.noise(x, rows, generator), alpha=eps)
        log_uniform = self.log_uniform(x, rows, generator)
        (e_y, g_y) = (self.energy).energy_gradient(y, w, c)
        log_ratio = torch.div(torch.sub(e, e_y), temperature)
        """ + Leapfrog.DECIDE;
  }

  @Override
  public float[] arguments() {
    return new float[] {(float) stepSize, (float) temperature};
  }

  @Override
  public RandomWalk withStepSize(double other) {
    return new RandomWalk(other, temperature);
  }

  /** No force moves it. */
  @Override
  public double drift() {
    return 0;
  }

  @Override
  public int gradientsPerStep() {
    return 1;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.of(TARGET_ACCEPTANCE);
  }
}
