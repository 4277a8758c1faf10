package org.ebm.evaluate;

import java.util.Optional;
import org.ebm.config.Key;

/** How to anneal. Cost: three passes (pilot, up, down) of levels x chains x (leapfrog_steps + 2) evaluations of the model. */
public record AnnealingConfig(
    @Key(
        value = "temperatures between the reference and the model",
        range = ">= 2, <= 1000000",
        byDefault = "1000")
    int levels,

    @Key(value = "independent chains of each direction", range = ">= 2", byDefault = "100")
    int chains,

    @Key(
        value =
            "leapfrog steps of the one HMC move at each level; 1 makes it MALA. Of spins and bits: Gibbs sweeps",
        range = ">= 1",
        byDefault = "5")
    int leapfrogSteps,

    @Key(
        value =
            "HMC moves on the model that make starts of the way down where exact samples cannot be had",
        range = ">= 1",
        byDefault = "1000")
    int settleSteps,

    @Key(
        value =
            "standard deviation of the normal reference, mean 0; auto: mean and deviations of the data",
        range = "> 0",
        byDefault = "auto")
    Optional<Double> referenceSd,

    @Key(
        value =
            "of an rbm of bits: begin at independent bits as often 1 as in the data, in place of the uniform law, and raise couplings alone; many times fewer levels are needed",
        byDefault = "false")
    boolean baseRates) {
  /** From the uniform law of bits. */
  public AnnealingConfig(
      int levels, int chains, int leapfrogSteps, int settleSteps, Optional<Double> referenceSd) {
    this(levels, chains, leapfrogSteps, settleSteps, referenceSd, false);
  }

  /** beta from 0 to 1 at 0, ..., levels, each a float32: the logistic function on [-4, 4], scaled; dense at both ends. */
  double[] betas() {
    double[] betas = new double[levels + 1];
    double end = logistic(4);
    for (int i = 1; i < levels; i++) {
      betas[i] = (float) ((logistic(-4 + 8.0 * i / levels) - (1 - end)) / (2 * end - 1));
    }
    betas[levels] = 1;
    return betas;
  }

  private static double logistic(double t) {
    return 1 / (1 + Math.exp(-t));
  }
}
