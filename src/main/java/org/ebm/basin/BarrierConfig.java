package org.ebm.basin;

import java.util.Optional;
import org.ebm.config.Key;
import org.ebm.sampler.Sampler;

/** How barriers between basins are measured. */
public record BarrierConfig(
    @Key(
        value =
            "the chains that measure; auto: those that group. The colder, the closer to the pass",
        byDefault = "auto")
    Optional<Sampler> sampler,

    @Key(
        value = "F of the first chains; auto: twice that of the grouping",
        range = "> 0",
        byDefault = "auto")
    Optional<Double> force,

    @Key(
        value = "from one force to the next, down to the weakest that still gets a chain through",
        range = "> 1",
        byDefault = "1.05")
    double factor,

    @Key(value = "chains at each force", range = ">= 1", byDefault = "4")
    int trials,

    @Key(
        value =
            "basins to which a basin's barrier is measured: those of the lowest barrier on the straight line",
        range = ">= 1",
        byDefault = "15")
    int nearest) {}
