package org.ebm.train;

import org.ebm.config.Key;

/** What a training writes for other programs to follow it. */
public record Logging(
    @Key(
        value =
            "whether to write event files for TensorBoard, in RUN/tensorboard: every log_every updates, and probes and densities as they come",
        byDefault = "false")
    boolean tensorboard) {}
