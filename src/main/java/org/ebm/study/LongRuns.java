package org.ebm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.config.Key;

/** Budgets of the diagnosis of each cell; what is not given is as {@code ebm diagnose} chooses. */
public record LongRuns(
    @Key(value = "chain steps", range = ">= 1000", byDefault = "auto")
    Optional<Integer> steps,

    @Key(value = "chains from each start", range = ">= 2", byDefault = "auto")
    Optional<Integer> chains,

    @Key(value = "ranks of data and annealing both ways", byDefault = "true")
    boolean exact,

    @Key(value = "chains from training's start over chain time", byDefault = "true")
    boolean chainTime) {
  /** As assignments of a diagnosis. */
  public List<String> assignments() {
    List<String> keys = new ArrayList<>();
    steps.ifPresent(count -> keys.add("steps=" + count));
    chains.ifPresent(count -> keys.add("chains=" + count));
    keys.add("exact=" + exact);
    keys.add("chain_time=" + chainTime);
    return keys;
  }
}
