package org.ebm.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.energy.Energy;
import org.ebm.energy.Stage;
import org.ebm.energy.Usable;
import org.ebm.sampler.Resources;

/** Which features of which examples, and whether to ask what they are worth. */
public record FeaturesConfig(
    @Key(value = "of every random draw; not given: drawn once and recorded", byDefault = "auto")
    Optional<Long> seed,

    @Key(
        value = "whose hidden stages are read; on the command line that of --model",
        byDefault = "none")
    Optional<Energy> energy,

    @Key(
        value = "the examples, as they are without data noise; what the model learned unless given",
        byDefault = "none")
    Optional<Dataset> data,

    @Key(
        value = "only the first so many examples; none: all, of endless data 10000",
        range = ">= 1",
        byDefault = "none")
    Optional<Integer> examples,

    @Key(
        value =
            "of which layers, counted from 0 as in the model's network.yaml; []: every activation and residual before the last layer; an RBM has one stage, its hidden units",
        range = ">= 0",
        byDefault = "[]")
    List<Integer> layers,

    @Key(
        value =
            "max or mean over all positions of a channel: of pictures, max tells classes apart better",
        byDefault = "max")
    Stage.Pool pool,

    @Key(
        value =
            "learned, untrained (the same network with first weights), inputs (the numbers of x themselves); []: learned, and all three to classify",
        byDefault = "[]")
    List<Source> sources,

    @Key(
        value = "how well linear classifiers learn the labels from the features",
        byDefault = "none")
    Optional<ClassifyConfig> classify,

    @Key(value = "where to compute; always in float32", byDefault = "{}")
    Resources runtime) {
  /** Of endless data. */
  private static final int ENDLESS = 10_000;

  public FeaturesConfig {
    layers = layers.stream().sorted().distinct().toList();
    sources = sources.stream().sorted().distinct().toList();
    List<Problem> problems = new ArrayList<>();
    energy.ifPresent(given -> problems.addAll(Usable.problems("energy", given)));
    if (energy.isPresent()
        && data.isPresent()
        && !data.get().shape().equals(energy.get().shape())) {
      problems.add(new Problem(
          "data",
          "must have the shape of the energy, " + energy.get().shape() + ", got "
              + data.get().shape()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** With nothing left to choose. */
  public FeaturesConfig resolved(long drawnSeed) {
    List<Source> chosen = classify.isPresent() ? List.of(Source.values()) : List.of(Source.LEARNED);
    return new FeaturesConfig(
        seed.or(() -> Optional.of(drawnSeed)),
        energy,
        data,
        examples,
        layers,
        pool,
        sources.isEmpty() ? chosen : sources,
        classify.map(how -> how.resolved(data)),
        runtime);
  }

  /** The energy that is there. */
  public Energy read() {
    return energy.orElseThrow(() -> new ConfigException(
        "energy", "must be given: a learned one by --model, any other by --config or --set"));
  }

  /** The data that are there. */
  public Dataset examined() {
    return data.orElseThrow(() -> new ConfigException(
        "data", "must be given where no training brings any: --data '{glyphs: {}}'"));
  }

  /** Examples taken of a set of so many. */
  int count(long size) {
    return (int) Math.min(examples.orElse(Integer.MAX_VALUE), size);
  }

  /** Examples taken of an endless set. */
  int countOfEndless() {
    return examples.orElse(ENDLESS);
  }
}
