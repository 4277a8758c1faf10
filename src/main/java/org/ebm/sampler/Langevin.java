package org.ebm.sampler;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.ConfigException;
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
    boolean noise,

    @Key(
        "as some published chains run: [low, high], to which every element is cut after each step, which piles mass up at the borders: for learning only; not given: no such cut")
    Optional<List<Double>> clip,

    @Key(
        value =
            "the same of the gradient's part of a step: largest move of an element, data units; not given: any",
        range = "> 0")
    Optional<Double> gradientClip,

    @Key(
        value = "true: the noise is added first, and the gradient is taken there",
        byDefault = "false")
    boolean noiseFirst)
    implements Sampler {
  public Langevin {
    clip.ifPresent(box -> {
      if (box.size() != 2 || box.get(0) >= box.get(1)) {
        throw new ConfigException(
            "clip", "must be [low, high] in data units, such as [-1, 1], got " + box);
      }
    });
    if (noiseFirst && !noise) {
      throw new ConfigException("noise_first", "has no noise to add; leave it out");
    }
  }

  /** The step of the equation. */
  public Langevin(double stepSize, double temperature, boolean noise) {
    this(stepSize, temperature, noise, Optional.empty(), Optional.empty(), false);
  }

  @Override
  public Sampler plain() {
    return new Langevin(stepSize, temperature, noise);
  }

  @Override
  public String begin() {
    return """
        eps = float(arg[0].item())
        drift = float(arg[1].item())""";
  }

  /** A step that never rejects needs no energy. */
  @Override
  public String step(boolean energyToo) {
    String ofGradient = gradientClip
        .map(most ->
            "x = torch.sub(x, torch.clamp(torch.mul(g, drift), " + -most + ", " + most + "))\n")
        .orElse("x = torch.sub(x, g, alpha=drift)\n");
    String ofNoise = noise ? "x = torch.add_(x, self.noise(x, rows, generator), alpha=eps)\n" : "";
    String cut = clip.map(box -> "x = torch.clamp(x, " + box.get(0) + ", " + box.get(1) + ")\n")
        .orElse("");
    String first = "x = torch.add(x, self.noise(x, rows, generator), alpha=eps)\n"
        + "g = (self.energy).gradient(x, w, c)\n";
    return (noiseFirst ? first + ofGradient : ofGradient + ofNoise)
        + cut
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
    return new Langevin(other, temperature, noise, clip, gradientClip, noiseFirst);
  }

  /** The same descent without noise. */
  public Langevin withoutNoise() {
    return new Langevin(stepSize, temperature, false, clip, gradientClip, false);
  }

  @Override
  public int gradientsPerStep() {
    return noiseFirst ? 2 : 1;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.empty();
  }
}
