package org.ebm.objective;

import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.config.KindName;
import org.ebm.energy.Potential;
import org.ebm.sampler.Langevin;

/**
 * The part of contrastive divergence's gradient that is usually left out: chains depend on the parameters, too. The term is sign (weight mean f(x') - entropy_weight mean log NN(x')),
 * with x' the ends of chains as functions of the parameters, f held fixed, NN(x') the distance to the nearest state of the bank. All in units of f, as the rest of the loss.
 * <p>Source: Du, Li, Tenenbaum, Mordatch (2021), ICML, section 3, and its published code for the weights and the sign.
 */
public record KlTerm(
    @Key(value = "factor of mean f(x')", range = ">= 0", byDefault = "1.0")
    double weight,

    @Key(
        value =
            "factor of the entropy, mean log NN(x'), in units of f; needs a bank of chains. For the law at temperature T it would be T times the number of dimensions",
        range = ">= 0",
        byDefault = "0.3")
    double entropyWeight,

    @Key(
        value = "last steps of the chain that are followed, fewer than L",
        range = ">= 1",
        byDefault = "1")
    int steps,

    @Key(value = "chains of an update that are followed", range = ">= 1", byDefault = "32")
    int chains,

    @Key(
        value = "states of the bank among which the nearest is looked for",
        range = ">= 1",
        byDefault = "100")
    int neighbours,

    @Key(
        value =
            "published: chains are to find low energies, apart from each other, as in the authors' code; derived: the opposite, which is what differentiating the divergence gives",
        byDefault = "published")
    Sign sign) {
  /** Of the whole term in the loss that is descended. */
  public enum Sign {
    PUBLISHED,
    DERIVED;

    double factor() {
      return this == PUBLISHED ? 1 : -1;
    }
  }

  /**
   * Refuses what cannot be followed.
   *
   * @param moved chains of an update
   * @throws ConfigException below {@code kl}
   */
  void require(MaximumLikelihood chain, Potential energy, int moved) {
    if (!(chain.sampler() instanceof Langevin)) {
      throw new ConfigException(
          "kl",
          "follows each step of a chain, and one of "
              + KindName.of(chain.sampler().getClass())
              + " is accepted or not; choose sampler langevin, or leave kl out");
    }
    if (steps >= chain.steps()) {
      throw new ConfigException(
          "kl.steps",
          "must be fewer than the chain has, " + chain.steps() + ", got " + steps
              + "; lower it, or raise steps");
    }
    if (chains > moved) {
      throw new ConfigException(
          "kl.chains",
          "must be at most the chains of an update, " + moved + ", got " + chains
              + "; lower it, or raise training.batch");
    }
    if (entropyWeight > 0 && !chain.init().keepsChains()) {
      throw new ConfigException(
          "kl.entropy_weight",
          "needs a bank of chains to be far from, got init "
              + KindName.of(chain.init().getClass())
              + "; choose init persistent, replay or reservoir, or set it to 0");
    }
    if (energy.units().isPresent()) {
      throw new ConfigException(
          "kl",
          "follows chains in the data's own units, and data.standardize moves them in others; leave one of them out");
    }
  }
}
