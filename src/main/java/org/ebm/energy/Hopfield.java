package org.ebm.energy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;

/**
 * A memory of patterns of spins: U(s) = -s' J s / 2, J without a diagonal, low where s is one of them. {@code flips} at temperature 0 recall a pattern from a corrupted one; at higher ones and with {@code gibbs} it is a spin glass.
 * <p>Sources: Hopfield (1982), PNAS 79(8) (hebb); Personnaz, Guyon and Dreyfus (1985), Journal de Physique Lettres 46 (pseudo_inverse); Krotov and Hopfield (2016), NeurIPS (dense).
 */
@Kind("hopfield")
public record Hopfield(
    @Key("what is remembered, spins: binarized: {of: ..., values: spin}, or arrays of -1 and 1")
    Dataset patterns,

    @Key(
        value = "how many, the first ones; all: as many as there are",
        range = ">= 1",
        byDefault = "all")
    Optional<Integer> count,

    @Key(
        value =
            "hebb: J = X'X / N, for up to 0.138 N random patterns; pseudo_inverse: J = X' (XX')^-1 X, for N / 2 patterns that may be alike; dense: U = -sum_k (x_k s)^power / N^(power - 1)",
        byDefault = "hebb")
    Rule rule,

    @Key(
        value = "of dense; it remembers in the order of N^(power - 1) patterns",
        range = ">= 2, <= 20",
        byDefault = "3")
    int power,

    @Key(value = "inverse temperature, a factor of U", range = "> 0", byDefault = "1.0")
    double beta)
    implements Energy {
  /** How patterns become an energy. */
  public enum Rule {
    HEBB,
    PSEUDO_INVERSE,
    DENSE
  }

  @Override
  public Shape shape() {
    return patterns.shape();
  }

  @Override
  public Support support() {
    return Support.SPIN;
  }

  @Override
  public Potential open() {
    Examples examples = patterns.open();
    FloatArray all = remembered(examples);
    Space space = new Space(shape(), patterns.space().layout(), Support.SPIN);
    space.require("energy.hopfield.patterns", all);
    Map<String, String> fingerprints = Map.of("patterns", examples.fingerprint());
    if (rule == Rule.DENSE) {
      return new DenseMemory(space, all, power, beta, fingerprints);
    }
    double[][] rows = rows(all);
    double[][] duals = rule == Rule.HEBB ? rows : PatternMatrix.duals(rows);
    double scale = rule == Rule.HEBB ? beta / shape().elements() : beta;
    float[] none = new float[shape().elements()];
    return Pairwise.of(space, PatternMatrix.product(rows, duals, scale), none, fingerprints);
  }

  private FloatArray remembered(Examples examples) {
    OptionalLong size = examples.size();
    if (size.isEmpty()) {
      throw new ConfigException(
          "energy.hopfield.patterns", "must be a finite set of patterns, not a density");
    }
    if (count.isPresent() && count.get() > size.getAsLong()) {
      throw new ConfigException(
          "energy.hopfield.count",
          "must be at most the " + size.getAsLong() + " patterns that there are, got "
              + count.get());
    }
    return examples.first(count.orElse(Math.toIntExact(size.getAsLong())));
  }

  private static double[][] rows(FloatArray all) {
    int width = all.rowElements();
    double[][] rows = new double[all.rows()][width];
    for (int i = 0; i < all.values().length; i++) {
      rows[i / width][i % width] = all.values()[i];
    }
    return rows;
  }
}
