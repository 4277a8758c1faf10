package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;

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

  /** Lines that assign {@code noise_level}: the array of {@code p} at an index if that was given, else the smallest level. */
  String prepare(int index) {
    // an empty list argument comes as one array without elements
    String given = index == 0 ? "torch.numel(p[0]), 0" : "torch.len(p), " + index;
    return String.format(Locale.ROOT, """
        if torch.gt(%s):
          noise_level = p[%d]
        else:
          noise_level = torch.full([1], %s, dtype=6, device=p[0].device)
        """, given, index, smallest);
  }
}
