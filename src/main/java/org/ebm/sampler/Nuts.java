package org.ebm.sampler;

import java.util.List;
import java.util.OptionalDouble;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * The no-U-turn sampler: Hamiltonian paths that double, forth or back in time, until they begin to return; the next state is drawn from the path by its weights exp(-H). So no number of
 * leapfrog steps is to be chosen, and it is another for each place.
 * <p>Exact for every eps. All chains of a block go in lockstep: a chain whose path is done waits for the longest. Its random numbers are as many at each step, so it does not depend on the
 * others. Source: Hoffman and Gelman (2014), JMLR 15 (whose U-turn this is); multinomial weights and biased progressive draws: Betancourt (2017), arXiv 1701.02434, appendix A.3; without recursion: Phan, Pradhan
 * and Jankowiak (2019), arXiv 1912.11554.
 *
 * @param stepSize eps of a leapfrog step, in data units
 * @param maxDepth doublings at most; a step costs 2^doublings - 1 gradients
 * @param temperature T of the chain on top of the energy's own
 */
@Kind("nuts")
public record Nuts(
    @Key(value = "eps of a leapfrog step, data units", range = "> 0")
    double stepSize,

    @Key(
        value =
            "doublings of a path at most; a path has up to 2^max_depth - 1 leapfrog steps, each one gradient",
        range = ">= 1, <= 14",
        byDefault = "10")
    int maxDepth,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature)
    implements Sampler {
  /** Of the mean acceptance along paths: Stan's choice, Hoffman and Gelman (2014), section 4.2, find .6 to .8 alike. */
  private static final double TARGET_ACCEPTANCE = 0.8;

  @Override
  public List<Method> methods() {
    return NoUturn.methods();
  }

  @Override
  public String begin() {
    return """
        eps = float(arg[0].item())
        kick = float(arg[1].item())
        temperature = float(arg[2].item())
        max_depth = int(arg[3].item())""";
  }

  @Override
  public String step(boolean energyToo) {
    return "(x, e, g, accepted, divergences, leapfrog_steps) = self.nuts(x, e, g, w, c, rows, generator, eps, kick, temperature, max_depth)";
  }

  /** Share of steps whose path met an energy too high to go on (eps is too large there), and leapfrog steps of a path. */
  @Override
  public List<String> statistics() {
    return List.of("divergences", "leapfrog_steps");
  }

  @Override
  public float[] arguments() {
    return new float[] {
      (float) stepSize, (float) (stepSize / 2 / temperature), (float) temperature, maxDepth
    };
  }

  @Override
  public Nuts withStepSize(double other) {
    return new Nuts(other, maxDepth, temperature);
  }

  @Override
  public double drift() {
    return stepSize * stepSize / 2 / temperature;
  }

  /** At most. */
  @Override
  public int gradientsPerStep() {
    return (1 << maxDepth) - 1;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.of(TARGET_ACCEPTANCE);
  }
}
