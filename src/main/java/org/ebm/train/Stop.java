package org.ebm.train;

import org.ebm.config.Key;
import org.ebm.config.Kind;

/** Ends the run (exit 4) at the first sign; its newest checkpoint is older than that. */
@Kind("stop")
public record Stop(
    @Key(value = "updates that count as recent", range = ">= 10", byDefault = "50")
    int window,

    @Key(
        value = "times the recent range that is a sign; higher: later, and fewer false alarms",
        range = "> 1",
        byDefault = "10")
    double factor)
    implements OnDivergence {}
