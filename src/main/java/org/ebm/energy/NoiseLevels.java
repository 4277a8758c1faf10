package org.ebm.energy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.network.Condition;

/**
 * A ladder of noise levels sigma_1 > ... > sigma_K in geometric progression: an energy with such levels describes, at each of them, data to which normal noise
 * of that standard deviation was added. Source: Song and Ermon (2019), NeurIPS, section 4.1.
 */
public record NoiseLevels(
    @Key(value = "sigma_1, about the largest distance between two data, data units", range = "> 0")
    double largest,

    @Key(value = "sigma_K, too small to be seen in the data, data units", range = "> 0")
    double smallest,

    @Key(value = "K", range = ">= 2, <= 100000", byDefault = "10")
    int count) {
  public NoiseLevels {
    if (smallest >= largest) {
      throw new ConfigException(
          "smallest", "must be below largest, " + largest + ", got " + smallest);
    }
  }

  /** All levels, largest first. */
  public List<Double> sigmas() {
    return IntStream.range(0, count)
        .mapToObj(k -> largest * Math.pow(smallest / largest, k / (count - 1.0)))
        .toList();
  }

  /** What an energy with these levels is told; where nobody says, the smallest. */
  Condition condition() {
    return Condition.number(Condition.NOISE_LEVEL, sigmas(), Optional.of(smallest));
  }
}
