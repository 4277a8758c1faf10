package org.ebm.energy;

import java.util.Set;
import org.ebm.base.ConfigException;

/** What an energy offers to those who use it; a sampler or an objective says which it needs. */
public enum Ability {
  /** U itself is known, not only its slope. */
  ENERGY,
  /** dU/dx exists: x is real. */
  GRADIENT,
  /** x takes two values, and the formula of U is smooth in what lies between. */
  SLOPES,
  /** The second derivative of U in x is not zero everywhere. */
  CURVATURE,
  /** One site can be drawn exactly, given the others. */
  CONDITIONALS,
  /** A site takes one of two values, and what speaks for each is known. */
  LOG_ODDS,
  /** exp(-U) is a density, log Z = 0, whatever is learned, and its module draws from it exactly. */
  NORMALIZED;

  /**
   * Refuses an energy that lacks what a sampler needs: the one place where the two are compared.
   *
   * @param who the sampler's kind
   * @throws ConfigException at {@code sampler}, naming those that fit
   */
  public static void require(Potential energy, Set<Ability> needs, String who) {
    if (needs.contains(GRADIENT)) {
      requireGradient(energy, "sampler", who + " moves x by gradients", "choose gibbs or flips");
    }
    if (needs.contains(ENERGY)) {
      requireEnergy(energy, "sampler", who + " accepts or rejects by U", "choose langevin");
    }
    if (needs.contains(SLOPES) && !energy.abilities().contains(SLOPES)) {
      throw new ConfigException(
          "sampler",
          who + " picks spins or bits by the slope of U, and the x of this energy are "
              + energy.space().support().words()
              + (energy.abilities().contains(GRADIENT)
                  ? "; choose langevin, mala, hmc or random_walk"
                  : ", in which U has none; choose gibbs"));
    }
    if (needs.contains(LOG_ODDS)
        && energy.abilities().contains(CONDITIONALS)
        && !energy.space().support().isBinary()) {
      throw new ConfigException(
          "sampler",
          who + " changes elements of two values one by one, and the x of this energy are "
              + energy.space().support().words() + "; choose gibbs with order systematic");
    }
    if (needs.contains(CONDITIONALS) && !energy.abilities().contains(CONDITIONALS)) {
      throw new ConfigException(
          "sampler",
          who
              + " draws one element of x after another from its law given the others, and the x of this energy are "
              + energy.space().support().words()
              + ", of which it does not know it; choose langevin, mala, hmc or random_walk");
    }
  }

  /**
   * The same of anybody who needs a gradient.
   *
   * @param place in the configuration
   * @param what they do with it: {@code hmc moves x by gradients}
   * @param instead what to do
   */
  public static void requireGradient(Potential energy, String place, String what, String instead) {
    if (!energy.abilities().contains(GRADIENT)) {
      throw new ConfigException(
          place,
          what + ", and the x of this energy are " + energy.space().support().words() + "; "
              + instead);
    }
  }

  /**
   * The same of anybody who needs U itself.
   *
   * @param what they do with it: {@code hmc accepts or rejects by U}
   */
  public static void requireEnergy(Potential energy, String place, String what, String instead) {
    if (!energy.abilities().contains(ENERGY)) {
      throw new ConfigException(
          place, what + ", and a score network knows the slope of log p alone; " + instead);
    }
  }
}
