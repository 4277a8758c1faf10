package org.ebm.train;

import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Goes back to a checkpoint and on from there, with other random numbers and more careful. A rollback that got no further than the one before goes back one
 * checkpoint more.
 */
@Kind("rollback")
public record Rollback(
    @Key(value = "which checkpoint to go back to: 1 is the newest", range = ">= 1", byDefault = "1")
    int checkpoint,

    @Key(value = "learning rate times this, each time", range = "> 0, <= 1", byDefault = "0.5")
    double learningRate,

    @Key(value = "chain steps per update times this, each time", range = ">= 1", byDefault = "1")
    int steps,

    @Key(
        value = "rollbacks of the whole run; at the next sign it stops (exit 4)",
        range = ">= 1",
        byDefault = "5")
    int atMost,

    @Key(value = "updates that count as recent", range = ">= 10", byDefault = "50")
    int window,

    @Key(
        value = "times the recent range that is a sign; higher: later, and fewer false alarms",
        range = "> 1",
        byDefault = "10")
    double factor)
    implements OnDivergence {}
