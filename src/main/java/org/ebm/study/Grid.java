package org.ebm.study;

import java.util.List;
import java.util.Optional;
import org.ebm.config.Key;
import org.ebm.sampler.Init;
import org.ebm.train.Optimizer;

/** Every combination of starts, step sizes and chain steps, learned in one way. */
public record Grid(
    @Key(value = "where the chains start", byDefault = "[gaussian, data, persistent]")
    List<Init> inits,

    @Key(
        value = "eps of the chains, data units; the network's temperature is eps^2 / 2",
        range = "> 0",
        byDefault = "[0.01, 0.02, 0.05, 0.075, 0.1, 0.125, 0.15]")
    List<Double> stepSizes,

    @Key(value = "L, chain steps per update", range = ">= 1", byDefault = "[10, 30, 100, 300]")
    List<Integer> steps,

    @Key(value = "of these cells; inherited: the one of the file", byDefault = "inherited")
    Optional<Optimizer> optimizer,

    @Key(
        value = "updates of these cells; inherited: training.steps",
        range = ">= 1",
        byDefault = "inherited")
    Optional<Integer> updates) {
  public Grid {
    inits = List.copyOf(inits);
    stepSizes = List.copyOf(stepSizes);
    steps = List.copyOf(steps);
  }
}
