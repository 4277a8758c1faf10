package org.ebm.evaluate;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.config.Key;

/** Scores of samples beside data, in features: FID, KID, precision and recall, and whether they are memories. */
public record ScoresConfig(
    @Key(
        value =
            "TorchScript module (.pt) whose forward(x) gives (n, D) features of examples in the data's own range (pixels -1 to 1); it is code, so only of people you trust; none: the numbers of x themselves",
        byDefault = "none")
    Optional<Path> features,

    @Key(
        value = "most samples, and as many data, for FID and KID",
        range = ">= 20",
        byDefault = "10000")
    int draws,

    @Key(
        value = "of these, for neighbours, whose cost grows with the square",
        range = ">= 20, <= 10000",
        byDefault = "2000")
    int neighbours) {}
