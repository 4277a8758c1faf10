package org.ebm.sampler;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.config.Key;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;

/**
 * Annealed Langevin sampling of an energy with noise levels: some steps at each level sigma_i, largest first, of size eps_i = eps sigma_i / sigma_K. Where noise has joined the modes the
 * chains find how heavy each is, which plain chains at the last level cannot.
 * <p>Source: Song and Ermon (2019), NeurIPS, Algorithm 1; its alpha_i is eps_i^2. (Their published code steps by alpha s + sqrt(2 alpha) z: twice as far for the same number.)
 *
 * @param stepSize eps of the last level
 */
public record Annealing(
    @Key(value = "chain steps at each level", range = ">= 1", byDefault = "100")
    int steps,

    @Key(
        value = "eps at the smallest level, data units; at the others in proportion to sigma",
        range = "> 0")
    double stepSize,

    @Key(
        value =
            "true: at the end x becomes its expectation without the smallest level's noise, x - sigma^2 dU/dx",
        byDefault = "false")
    boolean denoise)
    implements Descent {
  /** Its chain at the smallest level, where eps is smallest. */
  public Langevin last() {
    return new Langevin(stepSize, 1, true);
  }

  @Override
  public String key() {
    return "annealing";
  }

  /** @param start as wide as the largest level */
  @Override
  public FloatArray run(Potential energy, List<FloatArray> parameters, FloatArray start, Run run) {
    List<Double> levels = levels(energy);
    double smallest = levels.get(levels.size() - 1);
    Langevin last = last();
    try (Kernel kernel = Kernel.open(energy, last, run.compute())) {
      ChainState state = new ChainState(start, start, start);
      for (double sigma : levels) {
        EnergyInputs told = energy.inputs(parameters).with(energy, Condition.NOISE_LEVEL, sigma);
        Kernel level = kernel
            .with(last.withStepSize(stepSize * sigma / smallest))
            .startingAt(run.firstBlock());
        state = level
            .run(
                told,
                level.init(told, state.position()),
                steps,
                run.key().fold(String.valueOf(sigma)))
            .state();
      }
      return denoise ? denoised(state, smallest) : state.position();
    }
  }

  private static FloatArray denoised(ChainState state, double sigma) {
    FloatArray position = state.position();
    float[] values = position.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) (sigma * sigma * state.gradient().values()[i]);
    }
    return new FloatArray(position.shape(), values);
  }
}
