package org.ebm.energy;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.config.Key;

/** What a network subtracts from its input and divides it by, before its first layer. Chains of such an energy take their steps, and start at noise, in the divided numbers. */
public record Standardized(
    @Key("of each coordinate of the data, or one number for all")
    List<Double> mean,

    @Key("of each coordinate of the data, or one number for all; each > 0")
    List<Double> sd) {
  public Standardized {
    mean = List.copyOf(mean);
    sd = List.copyOf(sd);
    if (sd.isEmpty() || sd.stream().anyMatch(value -> !(value > 0))) {
      throw new ConfigException("sd", "must be numbers > 0, got " + sd);
    }
  }

  static Standardized of(Units units) {
    return new Standardized(units.mean(), units.sd());
  }

  Units units() {
    return new Units(mean, sd);
  }

  /** Refuses another number of coordinates than the input has, and inputs that are no points. */
  void requireFor(Shape input) {
    if (input.rank() != 1) {
      throw new ConfigException(
          "standardized",
          "is for points, got an input of " + input + "; scale pictures to [-1, 1]");
    }
    requireLength("mean", mean, input.elements());
    requireLength("sd", sd, input.elements());
  }

  private static void requireLength(String key, List<Double> values, int coordinates) {
    if (values.size() != 1 && values.size() != coordinates) {
      throw new ConfigException(
          "standardized." + key,
          "must have one number, or " + coordinates + " as the input, got " + values.size());
    }
  }
}
