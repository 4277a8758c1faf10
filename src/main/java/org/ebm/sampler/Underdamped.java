package org.ebm.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * Underdamped Langevin: a momentum v ~ N(0, I) and K leapfrog steps as in {@link Hmc}, after each of which but the last v' = a v + sqrt(1 - a^2) z, z ~ N(0,
 * I) (OBABO, whose two O in a row are one). With a = exp(-friction eps) it is the discretized diffusion.
 * <p>Adjusted, the whole path is accepted with probability min(1, exp(-sum of the leapfrog steps' changes of H)), else the chain stays: exact for every eps. The flip of v that
 * a rejection needs is of no account, as each step draws v anew; so a chain's state is its position, like everywhere. Unadjusted, its law has the variance s^2 / (1 - eps^2 / 4 s^2) in a
 * direction where p has standard deviation s, as {@link Langevin}'s: v is N(0, I) before and after each leapfrog step (BAOAB's is not, so a momentum drawn anew would spoil it).
 * <p>Source: Riou-Durand and Vogrinc (2022), Metropolis adjusted Langevin trajectories, arXiv 2202.13230; unadjusted: Bussi and Parrinello (2007), Physical Review E 75.
 *
 * @param stepSize eps of a leapfrog step, in data units
 * @param leapfrogSteps K; a step costs K gradients
 * @param momentumKept a: 1 is {@link Hmc}, 0 draws v anew after each leapfrog step
 * @param temperature T of the chain on top of the energy's own
 * @param adjusted whether paths are accepted or rejected
 */
@Kind("underdamped")
public record Underdamped(
    @Key(value = "eps of a leapfrog step, data units", range = "> 0")
    double stepSize,

    @Key(
        value = "leapfrog steps, each one gradient, from a momentum drawn anew to the next",
        range = ">= 1",
        byDefault = "10")
    int leapfrogSteps,

    @Key(
        value =
            "share of the momentum that outlasts a leapfrog step, exp(-friction eps); the rest is drawn anew; 1 makes it hmc",
        range = ">= 0, <= 1",
        byDefault = "0.9")
    double momentumKept,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature,

    @Key(
        value =
            "true: paths are accepted or rejected, exact for every eps; false: all accepted, biased by eps",
        byDefault = "true")
    boolean adjusted)
    implements Sampler {
  /** Riou-Durand and Vogrinc (2022), section 4: that of HMC, 0.651. */
  private static final double TARGET_ACCEPTANCE = 0.65;

  /** Noise is drawn first, then one uniform number for each chain of a full block, as by {@link Hmc}; then the noise along the path. */
  private static final String ADJUSTED = """
      v = self.noise(x, rows, generator)
      log_uniform = self.log_uniform(x, rows, generator)
      brought = self.kinetic(v)
      y = x
      g_y = g
      for leap in range(leaps - 1):
        v = torch.sub(v, g_y, alpha=kick)
        y = torch.add(y, v, alpha=eps)
        g_y = (self.energy).gradient(y, w, c)
        v = torch.sub(v, g_y, alpha=kick)
        z = self.noise(x, rows, generator)
        v_fresh = torch.add(torch.mul(v, kept), z, alpha=fresh)
        brought = torch.add(brought, torch.sub(self.kinetic(v_fresh), self.kinetic(v)))
        v = v_fresh
      (y, v, e_y, g_y) = self.leapfrog(y, v, g_y, w, c, eps, kick, 1)
      log_ratio = torch.add(torch.div(torch.sub(e, e_y), temperature), torch.sub(brought, self.kinetic(v)))
      """ + Leapfrog.DECIDE;

  private static final String UNADJUSTED = """
      v = self.noise(x, rows, generator)
      for leap in range(leaps - 1):
        v = torch.sub(v, g, alpha=kick)
        x = torch.add(x, v, alpha=eps)
        g = (self.energy).gradient(x, w, c)
        v = torch.sub(v, g, alpha=kick)
        v = torch.add(torch.mul(v, kept), self.noise(x, rows, generator), alpha=fresh)
      x = torch.add(x, torch.sub(v, g, alpha=kick), alpha=eps)
      """;

  @Override
  public List<Method> methods() {
    return adjusted ? Leapfrog.methods() : List.of();
  }

  @Override
  public String begin() {
    return Leapfrog.BEGIN + """

        kept = float(arg[4].item())
        fresh = float(arg[5].item())""";
  }

  @Override
  public String step(boolean energyToo) {
    if (adjusted) {
      return ADJUSTED;
    }
    return UNADJUSTED
        + (energyToo
            ? "(e, g) = (self.energy).energy_gradient(x, w, c)"
            : "g = (self.energy).gradient(x, w, c)");
  }

  @Override
  public String end() {
    return adjusted ? "" : "e = (self.energy).energy(x, w, c)";
  }

  @Override
  public float[] arguments() {
    return new float[] {
      (float) stepSize,
      (float) (stepSize / 2 / temperature),
      (float) temperature,
      leapfrogSteps,
      (float) momentumKept,
      (float) Math.sqrt(1 - momentumKept * momentumKept)
    };
  }

  @Override
  public Underdamped withStepSize(double other) {
    return new Underdamped(other, leapfrogSteps, momentumKept, temperature, adjusted);
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
    return adjusted ? OptionalDouble.of(TARGET_ACCEPTANCE) : OptionalDouble.empty();
  }
}
