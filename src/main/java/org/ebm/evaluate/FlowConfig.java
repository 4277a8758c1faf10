package org.ebm.evaluate;

import java.util.Optional;
import org.ebm.config.Key;

/** How the log-likelihood by the probability flow is computed. */
public record FlowConfig(
    @Key(
        value = "steps of the flow between the smallest and the largest level, two slopes each",
        range = ">= 2",
        byDefault = "200")
    int steps,

    @Key(
        value =
            "random directions by which the divergence is estimated; auto: none, it is exact, up to 32 elements, else 1",
        range = ">= 1",
        byDefault = "auto")
    Optional<Integer> probes,

    @Key(value = "examples whose log-likelihood is taken", range = ">= 2", byDefault = "1000")
    int examples,

    @Key(
        value =
            "in the plane: cells of a grid along each axis, on which the flow's density is summed",
        range = ">= 2, <= 1000",
        byDefault = "100")
    int grid) {
  /** More elements have a divergence that costs too much. */
  private static final int EXACT = 32;

  /** Directions for x of so many elements; 0: exact. */
  int directions(int elements) {
    return probes.orElse(elements <= EXACT ? 0 : 1);
  }
}
