package org.ebm.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * Metropolis-adjusted Langevin: the proposal x' = x - (eps^2 / 2) dU/dx / T + eps z of {@link Langevin}, accepted with probability min(1, p(x') q(x |
 * x') / p(x) q(x' | x)) for each chain, which removes its bias.
 * <p>It is {@link Hmc} with one leapfrog step, and computed so: with z' = z - (eps / 2) (dU/dx + dU/dx') / T the ratio is exp((U - U') / T + |z|^2 / 2 -
 * |z'|^2 / 2). Source: Roberts and Tweedie (1996), Bernoulli 2(4).
 *
 * @param stepSize eps, in data units. Cost: one gradient per step
 * @param temperature T of the chain on top of the energy's own
 */
@Kind("mala")
public record Mala(
    @Key(value = "eps of the step, data units", range = "> 0")
    double stepSize,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature)
    implements Sampler {
  /** Roberts and Rosenthal (1998), Journal of the Royal Statistical Society B 60(1). */
  private static final double TARGET_ACCEPTANCE = 0.574;

  Hmc oneLeapfrogStep() {
    return new Hmc(stepSize, 1, temperature);
  }

  @Override
  public List<Method> methods() {
    return oneLeapfrogStep().methods();
  }

  @Override
  public String begin() {
    return oneLeapfrogStep().begin();
  }

  @Override
  public String step(boolean energyToo) {
    return oneLeapfrogStep().step(energyToo);
  }

  @Override
  public float[] arguments() {
    return oneLeapfrogStep().arguments();
  }

  @Override
  public Mala withStepSize(double other) {
    return new Mala(other, temperature);
  }

  @Override
  public double drift() {
    return oneLeapfrogStep().drift();
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
