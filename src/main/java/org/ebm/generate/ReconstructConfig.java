package org.ebm.generate;

import java.util.Optional;
import org.ebm.config.Key;

/** How the noise behind held-out examples is searched for: Adam on |x - M(z)|^2. */
public record ReconstructConfig(
    @Key(
        value = "held-out examples whose noise is searched for; 0: none",
        range = ">= 0",
        byDefault = "16")
    int examples,

    @Key(value = "updates of each z", range = ">= 1", byDefault = "200")
    int updates,

    @Key(
        value = "step size of Adam, in the sd of one number of the noise",
        range = "> 0",
        byDefault = "0.1")
    double learningRate,

    @Key(
        value =
            "last chain steps that the gradient goes through, those before count as the identity; auto: 0 where U has no second derivative (for then that is exact), all for points, 10 for others",
        range = ">= 0",
        byDefault = "auto")
    Optional<Integer> through) {}
