package org.ebm.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * Hamiltonian Monte Carlo: a momentum v ~ N(0, I), K leapfrog steps (v' = v - (eps / 2) dU/dx / T; x' = x + eps v'; v'' = v' - (eps / 2) dU/dx' / T), and
 * acceptance with probability min(1, exp(H - H')), H = U / T + |v|^2 / 2, for each chain.
 * <p>Exact: exp(-U / T) is its stationary law for every eps. Stable while eps is below twice the smallest standard deviation. Source: Neal (2011),
 * MCMC using Hamiltonian dynamics, Handbook of Markov Chain Monte Carlo, chapter 5.
 *
 * @param stepSize eps of a leapfrog step, in data units
 * @param leapfrogSteps K; a step costs K gradients
 * @param temperature T of the chain on top of the energy's own
 */
@Kind("hmc")
public record Hmc(
    @Key(value = "eps of a leapfrog step, data units", range = "> 0")
    double stepSize,

    @Key(
        value = "leapfrog steps, each one gradient, before a chain accepts or rejects",
        range = ">= 1",
        byDefault = "10")
    int leapfrogSteps,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature)
    implements Sampler {
  /** Beskos et al. (2013), Bernoulli 19(5). */
  private static final double TARGET_ACCEPTANCE = 0.65;

  @Override
  public List<Method> methods() {
    return Leapfrog.methods();
  }

  @Override
  public String begin() {
    return Leapfrog.BEGIN;
  }

  @Override
  public String step(boolean energyToo) {
    return Leapfrog.STEP;
  }

  @Override
  public float[] arguments() {
    double kick = stepSize / 2 / temperature;
    return new float[] {(float) stepSize, (float) kick, (float) temperature, leapfrogSteps};
  }

  @Override
  public Hmc withStepSize(double other) {
    return new Hmc(other, leapfrogSteps, temperature);
  }

  @Override
  public double drift() {
    return stepSize * stepSize / 2 / temperature;
  }

  @Override
  public int gradientsPerStep() {
    return leapfrogSteps;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.of(TARGET_ACCEPTANCE);
  }
}
