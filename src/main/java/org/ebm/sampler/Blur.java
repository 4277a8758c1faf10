package org.ebm.sampler;

import java.util.List;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;

/** A random blur, one draw for each picture. */
public record Blur(
    @Key(value = "of a picture to be blurred", range = ">= 0, <= 1", byDefault = "0.5")
    double probability,

    @Key(
        value = "[least, most] standard deviation of the normal kernel, pixels",
        range = "> 0",
        byDefault = "[0.1, 2]")
    List<Double> sd,

    @Key(value = "width of the kernel, pixels, odd", range = ">= 1", byDefault = "5")
    int size) {
  public Blur {
    if (sd.size() != 2 || sd.get(0) > sd.get(1)) {
      throw new ConfigException("sd", "must be [least, most] in pixels, got " + sd);
    }
    if (size % 2 == 0) {
      throw new ConfigException("size", "must be odd, got " + size);
    }
  }
}
