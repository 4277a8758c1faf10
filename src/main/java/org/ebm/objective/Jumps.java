package org.ebm.objective;

import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;

/**
 * Moves from mode to mode: a chain proposes a draw of normal laws that were fitted to the data, and accepts it by the rule of Metropolis and Hastings, min(1, exp(U(x) - U(y)) q(x) /
 * q(y)). Chains that take small steps only keep the weights of modes that their starts had, whatever the energy says; so nothing corrects the energy's. Exact: it leaves exp(-U) as
 * it is. Sources: Tierney (1994), Annals of Statistics 22(4), independence chains; Gabrie, Rotskoff, Vanden-Eijnden (2022), PNAS 119(10), with a flow for q.
 */
public record Jumps(
    @Key(value = "normal laws that are fitted to the data", range = ">= 1", byDefault = "16")
    int components) {
  /** With more coordinates, a fit to some thousands of examples is no proposal that is ever accepted. */
  public static final int MOST_COORDINATES = 32;

  /** That a law is fitted to. */
  public static final int EXAMPLES = 5000;

  /** Whether examples are points, of so many coordinates that they have such a law. */
  public static boolean canBe(Shape example) {
    return example.rank() == 1 && example.elements() <= MOST_COORDINATES;
  }

  static void require(Shape example) {
    if (!canBe(example)) {
      throw new ConfigException(
          "jumps",
          "are for points of up to " + MOST_COORDINATES + " coordinates, got examples of " + example
              + "; leave it out");
    }
  }

  /** Fits the proposals' law. */
  public Proposals open(Examples data, RandomKey key) {
    return fitted(data.batch(EXAMPLES, key.fold("examples")), key);
  }

  /** Whether every coordinate of examples (n, d) varies, so that they have a normal law. */
  public static boolean canFit(FloatArray batch) {
    return Moments.smallestSd(batch) > 0;
  }

  /** The same to examples (n, d). */
  public Proposals fitted(FloatArray batch, RandomKey key) {
    if (!canFit(batch)) {
      throw new ConfigException(
          "jumps",
          "go to draws of normal laws, and a coordinate of the data does not vary; leave it out, or give the data some noise");
    }
    return new Proposals(MixtureFit.of(Noise.rows(batch), components, key.fold("fit")));
  }

  /** The law that is proposed from. */
  public static final class Proposals {
    private final NormalMixture law;

    private Proposals(NormalMixture law) {
      this.law = law;
    }

    /** Where chains are after one proposal each. */
    public record Moved(FloatArray position, double accepted) {}

    /**
     * One proposal for each chain.
     *
     * @param energies U of positions
     * @param position of chains, (n, d)
     */
    public Moved moved(Function<FloatArray, float[]> energies, FloatArray position, RandomKey key) {
      UniformRandomProvider source = key.generator();
      FloatArray proposed = law.draw(position.rows(), source);
      float[] here = energies.apply(position);
      float[] there = energies.apply(proposed);
      double[] fromHere = law.logDensity(position);
      double[] fromThere = law.logDensity(proposed);
      int width = position.rowElements();
      FloatArray moved = new FloatArray(position.shape(), position.values().clone());
      int accepted = 0;
      for (int i = 0; i < position.rows(); i++) {
        double logRatio = here[i] - there[i] + fromHere[i] - fromThere[i];
        // NaN is no reason to move
        if (Math.log(source.nextDouble()) < logRatio) {
          System.arraycopy(proposed.values(), i * width, moved.values(), i * width, width);
          accepted++;
        }
      }
      return new Moved(moved, accepted / (double) position.rows());
    }
  }
}
