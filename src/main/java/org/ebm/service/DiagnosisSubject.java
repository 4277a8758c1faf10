package org.ebm.service;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.data.Dataset;
import org.ebm.run.RunConfig;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.sampler.DataStart;
import org.ebm.sampler.Sampler;
import org.ebm.study.Compared;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.train.TrainConfig;

/**
 * What {@code ebm diagnose} was pointed at.
 *
 * @param defaults configuration that the command line overlays
 * @param run the run that the verdict is about: it goes to its folder diagnosis
 * @param chains folder of the long chains
 * @param hasChains they are there already: a sample run was given
 * @param compared what is known of the data that the energy was learned from
 * @param learned how it was learned, if that is known
 */
public record DiagnosisSubject(
    ConfigTree defaults,
    Path run,
    Path chains,
    boolean hasChains,
    Compared compared,
    Optional<TrainConfig> learned) {

  /** Folder of the chains from a second start. */
  Path secondChains() {
    return run.resolve(DiagnosisFile.FOLDER).resolve("second");
  }

  /** Folder of the chains from starts near and far. */
  Path overdispersedChains() {
    return run.resolve(DiagnosisFile.FOLDER).resolve("overdispersed");
  }

  /** Folder of Metropolis-adjusted steps from the ends of chains: those from data, or from a second start. */
  Path adjusted(Path ended) {
    String name = ended.equals(secondChains()) ? "second-adjusted" : "adjusted";
    return run.resolve(DiagnosisFile.FOLDER).resolve(name);
  }

  /** An energy of its own, described by the configuration alone. */
  public static DiagnosisSubject bare(Path run) {
    return new DiagnosisSubject(
        ConfigTree.empty(), run, run, false, Compared.unknown(), Optional.empty());
  }

  /** A sample run, or a model with its training run. */
  public static DiagnosisSubject of(Path run) {
    if (RunKind.of(run).filter(RunKind::isChains).isPresent()) {
      return ofChains(run, RunConfig.read(run).bind(SampleConfig.class));
    }
    Defaults inherited = Defaults.of(run);
    if (inherited.training().isEmpty()) {
      throw new EbmException(
          ExitCode.USAGE,
          inherited.model()
              + ": has no training run beside it; describe data and sampler: "
              + ShellWords.words(
                  "--set",
                  "energy.model.folder=" + inherited.model(),
                  "--set",
                  "data...=",
                  "--set",
                  "sampler.langevin.step_size=..."));
    }
    return new DiagnosisSubject(
        ofTraining(inherited),
        inherited.run(),
        inherited.run().resolve(DiagnosisFile.FOLDER),
        false,
        new Compared(inherited.data()),
        inherited.training());
  }

  private static ConfigTree ofTraining(Defaults inherited) {
    Sampler sampler = inherited
        .sampler()
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                "diagnose: the training run has no sampler; run ebm sample with one, and diagnose its run"));
    return parsed(new DiagnosisConfig(
        inherited.training().flatMap(TrainConfig::seed),
        inherited.energy(),
        inherited.heldOut().orElseThrow(),
        sampler,
        Optional.empty(),
        Optional.empty(),
        inherited.shortRun(),
        2,
        Optional.empty(),
        Optional.empty(),
        DiagnosisConfig.EXAMPLES,
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        inherited.runtime().orElseThrow()));
  }

  private static DiagnosisSubject ofChains(Path run, SampleConfig sampled) {
    Dataset data = sampled
        .data()
        .filter(set -> sampled.init().filter(DataStart.class::isInstance).isPresent())
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                run
                    + ": its chains did not start from data, so they cannot tell whether data are a steady state; diagnose the training run"));
    Optional<Defaults> learned =
        sampled.energy().model().map(model -> Defaults.ofModel(model.folder()));
    Optional<Dataset> seen = learned.flatMap(Defaults::data);
    DiagnosisConfig config = new DiagnosisConfig(
        sampled.seed(),
        sampled.energy(),
        compared(data, seen),
        sampled.sampler(),
        Optional.of(sampled.steps()),
        Optional.of(sampled.chains()),
        learned.flatMap(Defaults::shortRun),
        1,
        Optional.empty(),
        Optional.empty(),
        DiagnosisConfig.EXAMPLES,
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        sampled.runtime());
    return new DiagnosisSubject(
        parsed(config), run, run, true, new Compared(seen), learned.flatMap(Defaults::training));
  }

  /** Other data than those of the training, which somebody chose, are left as they are. */
  private static Dataset compared(Dataset data, Optional<Dataset> learned) {
    return learned.filter(set -> !set.equals(data)).isPresent()
        ? data
        : data.heldOut().orElse(data);
  }

  private static ConfigTree parsed(DiagnosisConfig config) {
    return ConfigTree.parse(ConfigWriter.yaml(config), "defaults of the run");
  }
}
