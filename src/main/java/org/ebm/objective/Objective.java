package org.ebm.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Energy;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;

/** How the parameters of an energy, and of those who learn with it, get a gradient. */
public sealed interface Objective
    permits ConditionalNoiseContrastive,
        Cooperative,
        CrossEntropy,
        DenoisingScoreMatching,
        DiffusionRecovery,
        EnergyDiscrepancy,
        ExactLikelihood,
        FilterPursuit,
        Joint,
        MaximumLikelihood,
        MultiGrid,
        NoiseContrastive,
        PseudoLikelihood,
        ScoreMatching,
        SlicedScoreMatching {
  /** Those who learn beside the energy and whose parameters the objective itself knows. */
  default List<Player> players(Shape example) {
    return List.of();
  }

  /** Those of them that are energies of x themselves, by the player's name: their weights are a model too. */
  default Map<String, Energy> energies(Energy learned) {
    return Map.of();
  }

  /** SHA-256, in hexadecimal, of each file that it reads, by name: what was begun with one must not go on with another. */
  default Map<String, String> fingerprints() {
    return Map.of();
  }

  /** Names of those who learn beside it and whose networks the configuration describes. */
  default Set<String> networks() {
    return Set.of();
  }

  /**
   * Refuses networks of other players that do not fit the energy.
   *
   * @throws ConfigException if they do not; paths begin at {@code players}
   */
  default void requireFitting(Players players) {}

  /** How samples of the model are drawn in an update; empty if none are. */
  default Optional<Negatives> negatives() {
    return Optional.empty();
  }

  /** What the energy must offer. */
  default Set<Ability> needs() {
    return Set.of(Ability.ENERGY);
  }

  /** Passes through the network for each example of an update, the derivative in x or in the parameters included: what the objective costs. */
  int evaluations(Shape example);

  /**
   * Refuses what cannot be learned so.
   *
   * @param batch examples per update
   * @throws ConfigException if this objective cannot learn this energy; paths begin at the objective's own keys
   */
  default void requireLearnable(Potential energy, int batch) {
    if (energy.condition(Condition.NOISE_LEVEL).isPresent()) {
      throw new ConfigException(
          "",
          "learns the energy of the data alone, and energy.network has noise_levels; leave them out, or choose denoising_score_matching");
    }
    requireAbilities(energy);
  }

  /** Whether it can learn energies of spins and bits, which have no gradient in x. */
  default boolean learnsDiscrete() {
    return false;
  }

  /** Refuses an energy that lacks what this objective {@link #needs}. */
  default void requireAbilities(Potential energy) {
    if (!learnsDiscrete()) {
      Ability.requireGradient(
          energy,
          "",
          "learns energies of real numbers",
          "choose maximum_likelihood or pseudo_likelihood");
    }
    if (needs().contains(Ability.ENERGY)) {
      Ability.requireEnergy(
          energy, "", "learns U", "choose denoising_score_matching or sliced_score_matching");
    }
    if (needs().contains(Ability.CURVATURE) && !energy.abilities().contains(Ability.CURVATURE)) {
      throw new ConfigException(
          "",
          "needs the second derivative of U, which is zero almost everywhere in a network of piecewise linear layers; choose softplus, swish, elu or tanh, or denoising_score_matching");
    }
  }

  /**
   * Compiles the gradient program.
   *
   * @param key for first states, such as a bank's
   */
  Estimator open(Players players, Examples data, Compute compute, RandomKey key);
}
