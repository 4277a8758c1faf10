package org.ebm.sampler;

import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.config.Key;
import org.ebm.energy.Potential;

/**
 * Diffusion run backwards. Noise of growing sigma turns data into noise; with the slopes of all noise levels between, -dU/dx at sigma, the way back is a stochastic equation, or a deterministic one with the same law at every time.
 * Variance-preserving noise is the same diffusion of x in units that shrink as noise grows (x / sqrt(1 + sigma^2)), so both schedules run on the same energy; they differ in the levels at which they stop and in the step between two.
 * <p>Where init says the chains get noise of the largest level added, so that they start noisy wherever that is. Source: Song, Sohl-Dickstein, Kingma, Kumar, Ermon and Poole (2021), ICLR, equations 6, 9 to 13 and Algorithms 2 and 3;
 * Karras, Aittala, Aila and Laine (2022), NeurIPS, Algorithm 1 for the deterministic steps.
 */
public record ReverseDiffusion(
    @Key(
        value =
            "variance_exploding: sigma falls by the same factor at each step; variance_preserving: as the published beta from 0.1 to 20 has it",
        byDefault = "variance_exploding")
    Schedule schedule,

    @Key(
        value =
            "stochastic: the reverse equation (Euler-Maruyama); deterministic: the flow with the same laws (Heun, two slopes a step)",
        byDefault = "stochastic")
    Path path,

    @Key(value = "steps from the largest level to the smallest", range = ">= 1", byDefault = "500")
    int steps,

    @Key(
        value = "Langevin steps at each level after the step to it",
        range = ">= 0",
        byDefault = "0")
    int corrector,

    @Key(
        value = "eps of the corrector over sigma of its level",
        range = "> 0, < 2",
        byDefault = "0.3")
    double correctorStep,

    @Key(
        value =
            "true: at the end x becomes its expectation without the smallest level's noise, x - sigma^2 dU/dx",
        byDefault = "false")
    boolean denoise)
    implements Descent {
  private static final double BETA_FIRST = 0.1;
  private static final double BETA_LAST = 20;

  /** How noise grows. */
  public enum Schedule {
    VARIANCE_EXPLODING,
    VARIANCE_PRESERVING
  }

  /** How x goes back. */
  public enum Path {
    STOCHASTIC,
    DETERMINISTIC
  }

  /** The published defaults. */
  public ReverseDiffusion(Path path, int steps) {
    this(Schedule.VARIANCE_EXPLODING, path, steps, 0, 0.3, false);
  }

  @Override
  public String key() {
    return "reverse_diffusion";
  }

  @Override
  public FloatArray run(Potential energy, List<FloatArray> parameters, FloatArray start, Run run) {
    double[] sigmas = sigmas(levels(energy));
    FloatArray noisy = run.noisy(start, sigmas[0]);
    try (ReverseLoop loop = new ReverseLoop(energy, this, run.compute())) {
      return loop.run(parameters, noisy, table(sigmas), run);
    }
  }

  /**
   * The levels at which it stops, one more than there are steps.
   *
   * @param levels the energy's, largest first
   */
  double[] sigmas(List<Double> levels) {
    double largest = levels.get(0);
    double smallest = levels.get(levels.size() - 1);
    return IntStream.rangeClosed(0, steps)
        .mapToDouble(i -> {
          double share = i / (double) steps;
          if (i == 0 || i == steps) {
            return i == 0 ? largest : smallest;
          }
          if (schedule == Schedule.VARIANCE_EXPLODING) {
            return largest * Math.pow(smallest / largest, share);
          }
          double from = time(largest);
          return sigma(from + share * (time(smallest) - from));
        })
        .toArray();
  }

  /** sigma of the variance-preserving noise, over the share of the data that is left of x. */
  private static double sigma(double time) {
    return Math.sqrt(Math.expm1(integral(time)));
  }

  private static double integral(double time) {
    return BETA_FIRST * time + (BETA_LAST - BETA_FIRST) * time * time / 2;
  }

  /** When it is so large. */
  private static double time(double sigma) {
    double slope = BETA_LAST - BETA_FIRST;
    double integral = Math.log1p(sigma * sigma);
    return (Math.sqrt(BETA_FIRST * BETA_FIRST + 2 * slope * integral) - BETA_FIRST) / slope;
  }

  /**
   * A row for each step: sigma before it, sigma after it, and for a stochastic one a, b and c of x' = a x - b dU/dx + c z, which carries the units of a variance-preserving step.
   *
   * @return (steps, 5)
   */
  private FloatArray table(double[] sigmas) {
    float[] table = new float[5 * steps];
    for (int i = 0; i < steps; i++) {
      double before = sigmas[i];
      double after = sigmas[i + 1];
      table[5 * i] = (float) before;
      table[5 * i + 1] = (float) after;
      double[] step = schedule == Schedule.VARIANCE_EXPLODING
          ? exploding(before, after)
          : preserving(before, after);
      for (int k = 0; k < 3; k++) {
        table[5 * i + 2 + k] = (float) step[k];
      }
    }
    return new FloatArray(new int[] {steps, 5}, table);
  }

  private static double[] exploding(double before, double after) {
    double variance = before * before - after * after;
    return new double[] {1, variance, Math.sqrt(variance)};
  }

  /** y' = (1 + h beta / 2) y - h beta dU/dy + sqrt(h beta) z for y = scale x. */
  private static double[] preserving(double before, double after) {
    double from = time(before);
    double step = from - time(after);
    double noise = step * (BETA_FIRST + (BETA_LAST - BETA_FIRST) * from);
    double scale = 1 / Math.sqrt(1 + before * before);
    double next = 1 / Math.sqrt(1 + after * after);
    return new double[] {
      scale * (1 + noise / 2) / next, noise / (scale * next), Math.sqrt(noise) / next
    };
  }
}
