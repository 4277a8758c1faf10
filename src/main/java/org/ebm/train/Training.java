package org.ebm.train;

import java.util.Optional;
import org.ebm.config.Key;

/** Budgets and rhythm of a training run. Intervals count updates. */
public record Training(
    @Key(value = "updates", range = ">= 1") int steps,

    @Key(value = "examples, and chains, per update", range = ">= 1", byDefault = "100")
    int batch,

    @Key(value = "updates between progress lines in the log", range = ">= 1", byDefault = "100")
    int logEvery,

    @Key(value = "updates between checkpoints", range = ">= 1", byDefault = "1000")
    int checkpointEvery,

    @Key(
        value =
            "minutes after which a checkpoint is written however few updates were made: for resuming only, the newest alone is kept",
        range = "> 0",
        byDefault = "10")
    double checkpointMinutes,

    @Key(
        value = "checkpoints by updates that are kept, newest first",
        range = ">= 1",
        byDefault = "3")
    int keepCheckpoints,

    @Key(
        value = "updates between samples and pictures; none: only at the end",
        range = ">= 1",
        byDefault = "none")
    Optional<Integer> picturesEvery,

    @Key(
        value =
            "samples of each kind in a picture: points of a density estimate, or images of a grid",
        range = ">= 1",
        byDefault = "auto")
    Optional<Integer> pictureSamples,

    @Key(value = "what to do when training begins to diverge", byDefault = "stop")
    OnDivergence onDivergence,

    @Key(
        value =
            "norm to which a player's learning gradient is shortened where it is longer; none: never",
        range = "> 0",
        byDefault = "none")
    Optional<Double> gradientClip,

    @Key(
        value =
            "decay of an average of the weights over updates, 0.999 for instance, which is then the model, its probes and its density; learning goes on from the weights themselves. none: the last weights",
        range = "> 0, < 1",
        byDefault = "none")
    Optional<Double> weightAverage,

    @Key(
        value =
            "what ends learning before its updates are over: budget: nothing; convergent: a probe whose chains are, as ebm diagnose judges; agrees: a probe whose density agrees with held-out data, too",
        byDefault = "budget")
    Until until) {
  /** These budgets with another batch size. */
  Training withBatch(int other) {
    return new Training(
        steps,
        other,
        logEvery,
        checkpointEvery,
        checkpointMinutes,
        keepCheckpoints,
        picturesEvery,
        pictureSamples,
        onDivergence,
        gradientClip,
        weightAverage,
        until);
  }

  /** These budgets with another number of updates. */
  public Training withSteps(int other) {
    return new Training(
        other,
        batch,
        logEvery,
        checkpointEvery,
        checkpointMinutes,
        keepCheckpoints,
        picturesEvery,
        pictureSamples,
        onDivergence,
        gradientClip,
        weightAverage,
        until);
  }
}
