package org.ebm.sampler;

import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.Key;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.energy.Recovered;
import org.ebm.network.Condition;

/**
 * From one noise level to the next by chains on what the energy says of the less noisy x given the noisier one, which start there: {@link Recovered}. Each of these laws is nearly normal, so short chains are enough.
 * <p>Where init says the chains get noise of the largest level added. Source: Gao, Song, Poole, Wu and Kingma (2021), ICLR, Algorithm 2.
 */
public record RecoveryDescent(
    @Key(value = "K, chain steps at each level", range = ">= 1", byDefault = "60")
    int steps,

    @Key(
        value = "b: eps of a step over the spread of the noise between two levels",
        range = "> 0, < 2",
        byDefault = "0.4")
    double stepSize)
    implements Descent {
  @Override
  public String key() {
    return "recovery";
  }

  /** Its chain, of states in units of the noise between two levels. */
  public Langevin chain() {
    return new Langevin(stepSize, 1, true);
  }

  @Override
  public FloatArray run(Potential energy, List<FloatArray> parameters, FloatArray start, Run run) {
    List<Double> levels = levels(energy);
    try (Chains chains = new Chains(energy, this, run.compute())) {
      FloatArray x = run.noisy(start, levels.get(0));
      for (int i = 1; i < levels.size(); i++) {
        double sigma = levels.get(i);
        double spread = spread(levels, i);
        EnergyInputs told = energy.inputs(parameters).with(energy, Condition.NOISE_LEVEL, sigma);
        x = chains.run(
            told, x, FloatArray.of((float) spread), run.firstBlock(), run.key().fold(i));
      }
      return x;
    }
  }

  /** s of the noise that level i lacks and the one before it has. */
  public static double spread(List<Double> levels, int i) {
    return Math.sqrt(levels.get(i - 1) * levels.get(i - 1) - levels.get(i) * levels.get(i));
  }

  /** The compiled chains. */
  public static final class Chains implements AutoCloseable {
    private final Potential recovered;
    private final int steps;
    private final Kernel kernel;

    public Chains(Potential energy, RecoveryDescent how, Compute compute) {
      this.recovered = Recovered.of(energy);
      this.steps = how.steps();
      this.kernel = Kernel.openInDataUnits(recovered, how.chain(), compute);
    }

    /**
     * Less noisy states of noisier ones.
     *
     * @param told what the energy is told: the level to which they go
     * @param noisy (n, ...)
     * @param spread of the noise that goes: one for all, or one for each, (n)
     */
    public FloatArray run(
        EnergyInputs told, FloatArray noisy, FloatArray spread, int firstBlock, RandomKey key) {
      EnergyInputs inputs = told.and(noisy, spread);
      Kernel part = kernel.startingAt(firstBlock);
      FloatArray still = FloatArray.zeros(recovered.shape(), noisy.rows());
      FloatArray v =
          part.run(inputs, part.init(inputs, still), steps, key).state().position();
      float[] x = noisy.values().clone();
      int size = noisy.rowElements();
      for (int i = 0; i < x.length; i++) {
        x[i] += spread.values()[spread.rows() == 1 ? 0 : i / size] * v.values()[i];
      }
      return new FloatArray(noisy.shape(), x);
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
