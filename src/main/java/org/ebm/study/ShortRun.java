package org.ebm.study;

import org.ebm.config.Key;
import org.ebm.sampler.Init;

/** How training made its samples: what long-run chains are compared with. */
public record ShortRun(
    @Key(value = "L, chain steps per update", range = ">= 1")
    int steps,

    @Key("where training's chains start") Init init) {}
