package org.ebm.objective;

import java.util.List;
import java.util.Locale;
import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;
import org.ebm.sampler.Compute;
import org.ebm.sampler.RecoveryDescent;

/**
 * Diffusion recovery likelihood: maximum likelihood of what an energy with noise levels says of an example at one level given the same at the level before, to which more noise was added. That law is nearly normal, so
 * chains that start at the noisier example get through it in a few steps, and do not diverge. An update draws a level for each example.
 * <p>Source: Gao, Song, Poole, Wu and Kingma (2021), ICLR, equations 8 to 11 and Algorithm 1, without the units that shrink.
 */
@Kind("diffusion_recovery")
public record DiffusionRecovery(
    @Key(value = "K, chain steps per update", range = ">= 1", byDefault = "30")
    int steps,

    @Key(
        value =
            "b: eps of a step over the spread of the noise between two levels; below the ratio of two levels, best half of it",
        range = "> 0, < 2",
        byDefault = "0.4")
    double stepSize)
    implements Objective {
  @Override
  public void requireLearnable(Potential energy, int batch) {
    if (energy.condition(Condition.NOISE_LEVEL).isEmpty()) {
      throw new ConfigException(
          "",
          "learns an energy at many levels of noise, and energy.network has no noise_levels; give it some, and noise_level_embedding layers");
    }
    requireAbilities(energy);
    List<Double> levels = descent().levels(energy);
    double ratio = levels.get(1) / levels.get(0);
    if (stepSize >= ratio) {
      throw new ConfigException(
          "step_size",
          String.format(
              Locale.ROOT,
              "must be below %.3g, the ratio of two noise levels, better half of it, got %s: what is left of the noise between two levels is so narrow, and no energy holds chains of longer steps that close; lower it, or give noise_levels a larger count",
              ratio,
              stepSize));
    }
  }

  /** The chains and the energy at their starts, and the learning gradient at data and samples. */
  @Override
  public int evaluations(Shape example) {
    return steps + 3;
  }

  RecoveryDescent descent() {
    return new RecoveryDescent(steps, stepSize);
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    return new RecoveryContrast(players.energy(), descent(), compute);
  }
}
