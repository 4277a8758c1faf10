package org.ebm.sampler;

import java.util.OptionalDouble;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Unadjusted Langevin step on U: x' = x - (eps^2 / 2) dU/dx / T + eps z, with z standard normal.
 * <p>Biased: its stationary law is p only as eps goes to 0; in a direction where p has standard deviation s its variance is s^2 / (1 - eps^2 / 4 s^2). {@link Mala} has no such bias.
 * Source: Roberts and Tweedie (1996), Bernoulli 2(4); Nijkamp et al. (2020), equation 6.
 *
 * @param stepSize eps, in data units (pixels span 2). Cost: one gradient per step.
 * @param temperature T of the chain on top of the energy's own
 * @param noise false: gradient descent with step eps^2 / 2, the paper's tau = 0
 */
@Kind("langevin")
public record Langevin(
    @Key(value = "eps of the step, data units", range = "> 0")
    double stepSize,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature,

    @Key(value = "false drops the noise term (tau = 0)", byDefault = "true")
    boolean noise)
    implements Sampler {
  @Override
  public String begin() {
    return """
        eps = float(arg[0].item())
        drift = float(arg[1].item())""";
  }

  /** A step that never rejects needs no energy. */
  @Override
  public String step(boolean energyToo) {
    String noiseLine =
        noise ? "x = torch.add_(x, self.noise(x, rows, generator), alpha=eps)\n" : "";
    return "x = torch.sub(x, g, alpha=drift)\n" + noiseLine
        + (energyToo
            ? "(e, g) = (self.energy).energy_gradient(x, w, c)"
            : "g = (self.energy).gradient(x, w, c)");
  }

  /** The energy is computed once, after the last step. */
  @Override
  public String end() {
    return "e = (self.energy).energy(x, w, c)";
  }

  @Override
  public double drift() {
    return stepSize * stepSize / 2 / temperature;
  }

  @Override
  public float[] arguments() {
    return new float[] {(float) stepSize, (float) drift()};
  }

  @Override
  public Langevin withStepSize(double other) {
    return new Langevin(other, temperature, noise);
  }

  @Override
  public int gradientsPerStep() {
    return 1;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.empty();
  }
}
