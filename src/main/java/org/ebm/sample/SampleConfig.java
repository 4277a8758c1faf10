package org.ebm.sample;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.sampler.Init;
import org.ebm.sampler.Runtime;
import org.ebm.sampler.Sampler;

/** A run of chains on a model. */
public record SampleConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key("model folder of a training run (network.yaml, weights.safetensors)")
    Path model,

    @Key("data that the model learned: starts, and energies to compare with")
    Dataset data,

    @Key("the chain") Sampler sampler,
    @Key(value = "chain steps", range = ">= 1") int steps,

    @Key(value = "chains", range = ">= 1", byDefault = "100")
    int chains,

    @Key(
        value = "where the chains start; persistent: the bank of the model's training run",
        byDefault = "data")
    Init init,

    @Key(value = "where to compute", byDefault = "{}") Runtime runtime) {
  public SampleConfig withSeed(long drawn) {
    return new SampleConfig(Optional.of(drawn), model, data, sampler, steps, chains, init, runtime);
  }
}
