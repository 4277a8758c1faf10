package org.ebm.train;

import java.util.Optional;
import org.ebm.config.Key;
import org.ebm.sampler.Annealing;
import org.ebm.sampler.Init;
import org.ebm.sampler.Sampler;

/** Long chains run now and then while learning: is the model's steady state realistic? */
public record Probe(
    @Key(value = "updates between probes", range = ">= 1") int every,
    @Key("the chain") Sampler sampler,

    @Key(
        value =
            "a way down the energy's noise levels before the first step; none: straight from init",
        byDefault = "none")
    Optional<Annealing> annealing,

    @Key(value = "chain steps", range = ">= 1", byDefault = "100000")
    int steps,

    @Key(value = "where the chains start: data, uniform or gaussian", byDefault = "data")
    Init init,

    @Key(value = "chains", range = ">= 1", byDefault = "100")
    int chains) {
  public Probe {
    sampler.requireLaw();
  }
}
