package org.ebm.objective;

import org.ebm.base.ConfigException;
import org.ebm.base.RandomKey;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;

/**
 * The flow that an energy begins with, {@code sum: [flow, network]}: the flow learns by its own likelihood, and the network only how the data differ from it, so what the flow knows need not be learned twice, and exp(-U) has no mass
 * where the flow has none. log Z is that of the network's factor under the flow, near 0.
 */
@Kind("base")
public record BaseNoise() implements Noise {
  @Override
  public void require(Potential energy) {
    if (energy
        .base()
        .filter(base -> base.abilities().contains(Ability.NORMALIZED))
        .isEmpty()) {
      throw new ConfigException(
          "noise",
          "base is the flow that the energy begins with; give energy: {sum: [{flow: ...}, {network: ...}]}, or choose noise: {flow: ...}");
    }
  }

  @Override
  public NoiseLaw open(Potential energy, Examples data, RandomKey key) {
    return NoiseLaw.of(energy.base().orElseThrow());
  }
}
