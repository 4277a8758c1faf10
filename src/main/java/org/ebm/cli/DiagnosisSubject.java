package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.data.Dataset;
import org.ebm.energy.Model;
import org.ebm.run.Events;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.Data;
import org.ebm.sampler.Sampler;
import org.ebm.study.Compared;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.study.ShortRun;
import org.ebm.train.TrainConfig;

/**
 * What {@code ebm diagnose} was pointed at.
 *
 * @param defaults configuration that the command line overlays
 * @param run the run that the verdict is about: it goes to its folder diagnosis
 * @param chains folder of the long chains
 * @param hasChains they are there already: a sample run was given
 * @param compared what is known of the data that the energy was learned from
 */
record DiagnosisSubject(
    ConfigTree defaults, Path run, Path chains, boolean hasChains, Compared compared) {

  /** Folder of the chains from a second start. */
  Path secondChains() {
    return run.resolve(DiagnosisFile.FOLDER).resolve("second");
  }

  /** Folder of Metropolis-adjusted steps from the ends of the long chains. */
  Path adjustedChains() {
    return run.resolve(DiagnosisFile.FOLDER).resolve("adjusted");
  }

  /** The same for {@link #secondChains}. */
  Path adjustedSecondChains() {
    return run.resolve(DiagnosisFile.FOLDER).resolve("second-adjusted");
  }

  /** An energy of its own, described by the configuration alone. */
  static DiagnosisSubject bare(Path run) {
    return new DiagnosisSubject(ConfigTree.empty(), run, run, false, Compared.unknown());
  }

  /** A sample run, or a model with its training run. */
  static DiagnosisSubject of(Path run) {
    if (RunKind.of(run).filter(RunKind::isChains).isPresent()) {
      return ofChains(run, RunConfig.read(run).bind(SampleConfig.class));
    }
    Path model = ModelOption.directory(run);
    Path trained = ModelOption.runOf(model);
    TrainConfig training = training(model)
        .orElseThrow(() -> new EbmException(
            ExitCode.USAGE,
            model
                + ": has no training run beside it; describe data and sampler: "
                + ShellWords.words(
                    "--set",
                    "energy.model.folder=" + model,
                    "--set",
                    "data...=",
                    "--set",
                    "sampler.langevin.step_size=...")));
    return new DiagnosisSubject(
        tree(new Model(model), training.data(), training),
        trained,
        trained.resolve(DiagnosisFile.FOLDER),
        false,
        new Compared(Optional.of(training.data())));
  }

  private static DiagnosisSubject ofChains(Path run, SampleConfig sampled) {
    Dataset data = sampled
        .data()
        .filter(set -> sampled.init().filter(Data.class::isInstance).isPresent())
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                run
                    + ": its chains did not start from data, so they cannot tell whether data are a steady state; diagnose the training run"));
    Optional<TrainConfig> training =
        sampled.energy().model().flatMap(model -> training(model.folder()));
    DiagnosisConfig config = new DiagnosisConfig(
        sampled.seed(),
        sampled.energy(),
        compared(data, training),
        sampled.sampler(),
        Optional.of(sampled.steps()),
        Optional.of(sampled.chains()),
        training.flatMap(DiagnosisSubject::shortRun),
        1,
        Optional.empty(),
        DiagnosisConfig.EXAMPLES,
        true,
        Optional.empty(),
        sampled.runtime());
    return new DiagnosisSubject(
        parsed(config), run, run, true, new Compared(training.map(TrainConfig::data)));
  }

  /** Other data than those of the training, which somebody chose, are left as they are. */
  private static Dataset compared(Dataset data, Optional<TrainConfig> training) {
    return training
            .map(TrainConfig::data)
            .filter(learned -> !learned.equals(data))
            .isPresent()
        ? data
        : data.heldOut().orElse(data);
  }

  private static ConfigTree tree(Model model, Dataset data, TrainConfig training) {
    Sampler sampler = training
        .sampler()
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                "diagnose: the training run has no sampler; run ebm sample with one, and diagnose its run"));
    return parsed(new DiagnosisConfig(
        training.seed(),
        model,
        data.heldOut().orElse(data),
        sampler,
        Optional.empty(),
        Optional.empty(),
        shortRun(training),
        2,
        Optional.empty(),
        DiagnosisConfig.EXAMPLES,
        true,
        Optional.empty(),
        training.runtime().undecided()));
  }

  private static Optional<ShortRun> shortRun(TrainConfig training) {
    return training
        .objective()
        .negatives()
        .map(negatives -> new ShortRun(negatives.steps(), negatives.init()));
  }

  private static Optional<TrainConfig> training(Path model) {
    Path run = ModelOption.runOf(model);
    Path config = run.resolve("config.yaml");
    return Files.isRegularFile(config)
        ? Optional.of(ConfigTree.read(config)
            .bind(TrainConfig.class)
            .withStepsTimes(Events.read(run).care().steps()))
        : Optional.empty();
  }

  private static ConfigTree parsed(DiagnosisConfig config) {
    return ConfigTree.parse(ConfigWriter.yaml(config), "defaults of the run");
  }
}
