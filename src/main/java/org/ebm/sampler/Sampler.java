package org.ebm.sampler;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.energy.Ability;
import org.ebm.script.Method;

/** A rule that moves chains one step and leaves exp(-U) (nearly) invariant. Step size always means eps, in data units. */
public sealed interface Sampler
    permits Drawing, Hmc, Langevin, Mala, Nuts, RandomWalk, Underdamped {
  /** What an energy must offer. */
  default Set<Ability> needs() {
    return rejects() ? EnumSet.of(Ability.ENERGY, Ability.GRADIENT) : EnumSet.of(Ability.GRADIENT);
  }

  /** Whether it follows gradients, and so moves real numbers by an eps; else it draws elements that take few values. */
  default boolean followsGradients() {
    return needs().contains(Ability.GRADIENT);
  }

  /** This rule without what leaves no law as it is, such as cut values: where chains are judged. */
  default Sampler plain() {
    return this;
  }

  /**
   * Refuses what {@link #plain} leaves out.
   *
   * @throws ConfigException at {@code sampler}
   */
  default void requireLaw() {
    if (!plain().equals(this)) {
      throw new ConfigException(
          "sampler",
          "cuts values or adds noise first, and chains that are judged must leave a law as it is; leave out clip, gradient_clip and noise_first");
    }
  }

  /** Methods that {@link #step} calls, beside those of the energy and of the loop. */
  default List<Method> methods() {
    return List.of();
  }

  /** Lines before the loop: read {@link #arguments} from {@code arg}. */
  String begin();

  /**
   * Lines of one step: from {@code x} (n, ...), {@code e} = U(x) (n) and {@code g} = dU/dx to their next values. Random numbers come from
   * {@code self.noise(x, rows, generator)}, standard normal in the shape of x; energies and gradients from the module {@code self.energy}: {@code
   * (self.energy).energy_gradient(x, w, c)} or {@code (self.energy).gradient(x, w, c)}. A step that {@link #rejects} also
   * assigns {@code accepted} (n), 1 or 0, or a share of what was proposed. One that follows no gradients has no {@code g}, leaves {@code e} alone, calls {@code
   * (self.energy).sweeps} or {@code (self.energy).log_odds}, and finds the two values of an element in {@code self.low} and {@code self.high}.
   *
   * @param energyToo whether every step must leave e at its end; else {@link #end} may compute it
   */
  String step(boolean energyToo);

  /** Lines after the loop, for steps that left {@code e} behind. */
  default String end() {
    return "";
  }

  /** Variables (n) that {@link #step} assigns beside {@code accepted}: a trace has their means over chains and steps. */
  default List<String> statistics() {
    return List.of();
  }

  /** What {@link #begin} reads, so that a program serves every value. */
  float[] arguments();

  /** eps; NaN for a rule that has none. */
  double stepSize();

  /** The same rule with another eps; its text, and so its program, is the same. Itself, if it has none. */
  Sampler withStepSize(double stepSize);

  /** Factor of the gradient in a step, for HMC in one leapfrog step: eps^2 / 2 T. Times the gradient's norm it is the displacement r_t. */
  double drift();

  /** Displacement of chains whose {@link Transition#gradientNorm} has this mean: the root mean square length of a step where there is no gradient. */
  default double displacement(double mean) {
    return followsGradients() ? drift() * mean : Math.sqrt(mean);
  }

  /** Evaluations of dU/dx in one step, or sweeps: what it costs. */
  int gradientsPerStep();

  /** Share of accepted steps at which chains move fastest in many dimensions; empty for a rule that never rejects. */
  OptionalDouble targetAcceptance();

  /** Whether a step can leave a chain where it is. */
  default boolean rejects() {
    return targetAcceptance().isPresent();
  }
}
