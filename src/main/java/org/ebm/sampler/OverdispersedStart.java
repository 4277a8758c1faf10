package org.ebm.sampler;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;

/**
 * Chains start around data, each at a distance of its own: near, and far where nothing else of a run goes. Starts wider than the law that is looked for are
 * what chains that agree are worth something by. Source: Gelman and Rubin (1992), Inference from iterative simulation using multiple sequences, Statistical Science 7(4).
 */
@Kind("overdispersed")
public record OverdispersedStart(
    @Key(
        value = "smallest standard deviation of the noise that is added to a datum, data units",
        range = "> 0",
        byDefault = "1.0")
    double low,

    @Key(
        value = "largest; each chain has one of its own, drawn evenly on a logarithmic scale",
        range = "> 0",
        byDefault = "32.0")
    double high)
    implements Init {
  public OverdispersedStart {
    if (low > high) {
      throw new ConfigException(
          "init.overdispersed.high", "must be at least low, " + low + ", got " + high);
    }
  }

  @Override
  public boolean isFromData() {
    return true;
  }

  @Override
  public void requireFitForLabels() {
    throw DataStart.ofAnyClass("init.overdispersed", "draws around data of");
  }

  @Override
  public Starts open(Space space, Optional<Units> units, Optional<Examples> data, RandomKey key) {
    GaussianStart.requireReal("init.overdispersed", space);
    Starts middles = new DataStart().open(space, data, key);
    return (n, drawKey) -> {
      FloatArray drawn = middles.draw(n, drawKey).position();
      FloatArray position = units.map(known -> known.toStandard(drawn)).orElse(drawn);
      FloatArray far = scattered(position, drawKey.fold("overdispersed"));
      return new Starts.Draw(Starts.measured(far, units), new int[0]);
    };
  }

  /** Around points (n, ...). */
  public FloatArray scattered(FloatArray middles, RandomKey key) {
    UniformRandomProvider random = key.generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    float[] values = middles.values().clone();
    int width = middles.rowElements();
    for (int row = 0; row < middles.rows(); row++) {
      double sd = low * Math.pow(high / low, random.nextDouble());
      for (int i = row * width; i < (row + 1) * width; i++) {
        values[i] += (float) (sd * normal.sample());
      }
    }
    return new FloatArray(middles.shape(), values);
  }
}
