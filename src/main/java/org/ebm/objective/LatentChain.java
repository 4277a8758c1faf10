package org.ebm.objective;

import org.ebm.config.Key;

/**
 * Langevin steps of a generator's latents towards what the energy's chains made of its drafts: z - (eps^2 / 2) d/dz [|z|^2 / 2 + |x - g(z)|^2 / (2 sigma^2)] + eps n, each example by itself.
 */
public record LatentChain(
    @Key(value = "steps for each update", range = ">= 1") int steps,

    @Key(value = "eps, in units of the latents", range = "> 0", byDefault = "0.1")
    double stepSize) {}
