package org.ebm.study;

import org.ebm.config.Key;

/** How pairs of coupled chains are run until they meet. */
public record Meetings(
    @Key(value = "pairs", range = ">= 2", byDefault = "200") int pairs,

    @Key(
        value =
            "steps by which one chain of a pair is ahead: the larger, the closer the bound, and the longer the chains",
        range = ">= 1",
        byDefault = "100")
    int lag,

    @Key(
        value = "steps after which pairs are given up; if one is, the bound is infinite",
        range = ">= 1",
        byDefault = "20000")
    int mostSteps) {}
