package org.ebm.basin;

import java.util.Optional;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.sampler.Init;
import org.ebm.sampler.Sampler;

/**
 * States of long chains as they are, lowest first: for landscapes of many dimensions, whose single minima mean nothing while whole basins do. They
 * are states of the model only if its chains have a steady state, so the model should be convergent.
 */
@Kind("metastable")
public record Metastable(
    @Key(value = "states, each of a chain of its own", range = ">= 2", byDefault = "500")
    int states,

    @Key(
        value =
            "where their chains start; file: states as they are, such as the ends of a sample run",
        byDefault = "{data: {}}")
    Init init,

    @Key(value = "steps of their chains", range = ">= 0", byDefault = "500")
    int steps,

    @Key(value = "rule of their chains; auto: that of the pulled chains", byDefault = "auto")
    Optional<Sampler> sampler,

    @Key(
        value =
            "steps by the rule of the pulled chains after these: where that is colder, they take out the heat, which no colder chain can meet again",
        range = ">= 0",
        byDefault = "0")
    int cooling)
    implements Search {}
