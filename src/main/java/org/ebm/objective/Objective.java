package org.ebm.objective;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.energy.Network;
import org.ebm.network.Parameter;
import org.ebm.sampler.Compute;

/** How the parameters of an energy get a gradient. */
public sealed interface Objective
    permits ConditionalNoiseContrastive,
        DenoisingScoreMatching,
        MaximumLikelihood,
        NoiseContrastive,
        ScoreMatching,
        SlicedScoreMatching {
  /**
   * What is learned beside the energy.
   *
   * @param rate factor of the optimizer's learning rate
   */
  record Extra(Parameter parameter, double rate) {}

  /** Parameters that are learned beside the energy's, and come after them. */
  default List<Extra> extras() {
    return List.of();
  }

  /** How samples of the model are drawn in an update; empty if none are. */
  default Optional<Negatives> negatives() {
    return Optional.empty();
  }

  /** Passes through the network for each example of an update, the derivative in x or in the parameters included: what the objective costs. */
  int evaluations(Network energy);

  /**
   * Refuses what cannot be learned so.
   *
   * @param batch examples per update
   * @throws ConfigException if this objective cannot learn this energy; paths begin at the objective's own keys
   */
  default void requireLearnable(Network energy, int batch) {
    if (energy.noiseLevels().isPresent()) {
      throw new ConfigException(
          "",
          "learns the energy of the data alone, and energy.network has noise_levels; leave them out, or choose denoising_score_matching");
    }
  }

  /**
   * Compiles the gradient program.
   *
   * @param key for first states, such as a bank's
   */
  GradientEstimator open(Network energy, Examples data, Compute compute, RandomKey key);
}
