package org.ebm.study;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.diagnose.LongRunLength;
import org.ebm.energy.Energy;
import org.ebm.energy.Network;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.Data;
import org.ebm.sampler.Init;
import org.ebm.sampler.Runtime;
import org.ebm.sampler.Sampler;

/** What a diagnosis works on: an energy, the data it should be the energy of, and the chains that are to tell. */
public record DiagnosisConfig(
    @Key(value = "of every random draw; auto: that of the training run, else 0", byDefault = "auto")
    Optional<Long> seed,

    @Key("what is diagnosed; a learned one: model: runs/NAME/model")
    Energy energy,

    @Key(
        "what the energy should describe; chains start here. For a training run: its held-out data")
    Dataset data,

    @Key("the chain; for a training run: its own sampler") Sampler sampler,

    @Key(
        value =
            "chain steps T; auto: max(20 L, 5 (s / eps)^2), at least 20000 for points and 15000 for images",
        range = ">= 1000",
        byDefault = "auto")
    Optional<Integer> steps,

    @Key(
        value = "chains; auto: 1000 for points, 800 for images",
        range = ">= 2",
        byDefault = "auto")
    Optional<Integer> chains,

    @Key(
        value = "training's chains, to compare with; none: that part is not measured",
        byDefault = "none")
    Optional<ShortRun> shortRun,

    @Key(
        value =
            "another start for as many long chains again, so that R-hat tells whether where they end depends on where they began; none: not measured",
        byDefault = "none")
    Optional<Init> secondStart,

    @Key(value = "where to compute", byDefault = "{}") Runtime runtime) {
  private static final int POINT_STEPS = 20_000;
  private static final int IMAGE_STEPS = 15_000;
  private static final int POINT_CHAINS = 1000;
  private static final int IMAGE_CHAINS = 800;
  private static final int ROUND = 1000;
  private static final int CHECKPOINT_EVERY = 10_000;

  public DiagnosisConfig {
    if (energy instanceof Network) {
      throw new ConfigException(
          "energy.network",
          "has no weights here; give a learned one: energy: {model: runs/NAME/model}");
    }
  }

  /** The long chains: from data, with a trace that holds the second half and its beginning. */
  public SampleConfig longRun(Examples examples) {
    boolean image = energy.shape().isImage();
    int training = shortRun.map(ShortRun::steps).orElse(0);
    long needed = LongRunLength.needed(training, DataScale.largestSd(examples), sampler.stepSize());
    long least = Math.max(needed, image ? IMAGE_STEPS : POINT_STEPS);
    int length = steps.orElseGet(() -> Math.toIntExact((least + ROUND - 1) / ROUND * ROUND));
    return chains(length, chains.orElse(image ? IMAGE_CHAINS : POINT_CHAINS), new Data());
  }

  /** The same chains from the second start, if there is one. */
  public Optional<SampleConfig> secondRun(SampleConfig longRun) {
    return secondStart.map(start -> chains(longRun.steps(), longRun.chains(), start));
  }

  /** As many chains that start where training's do. */
  SampleConfig shortRun(SampleConfig longRun, ShortRun run) {
    return chains(run.steps(), longRun.chains(), run.init());
  }

  private SampleConfig chains(int length, int count, Init start) {
    return new SampleConfig(
            seed,
            energy,
            Optional.of(data),
            sampler,
            Optional.empty(),
            Optional.empty(),
            length,
            count,
            Optional.of(start),
            Optional.empty(),
            Optional.empty(),
            CHECKPOINT_EVERY,
            Optional.empty(),
            runtime)
        .resolved(0);
  }
}
