package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.report.RunPage;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.StopSignal;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SampleRun;
import org.ebm.study.Diagnosis;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.torch.Torch;

/**
 * A diagnosis with its long chains, which are gone on with if they were begun: {@code ebm diagnose}, and each cell of a sweep that asks for verdicts.
 *
 * @param origins where the configuration's values come from
 */
record DiagnosisRun(
    DiagnosisSubject subject,
    DiagnosisConfig config,
    List<String> commandLine,
    Map<String, String> origins) {
  private static final String ANEW = "have other chains made: --set runtime.precision=float32";

  /** Writes diagnosis.json and the run's page; empty if the chains were stopped. */
  Optional<Diagnosis> run(Progress progress, StopSignal stop) {
    RunDirectory.requireOwn(subject.run());
    SampleConfig longRun = config.longRun(config.data().open());
    boolean finished = subject.hasChains() || runChains(longRun, subject.chains(), progress, stop);
    Optional<SampleConfig> second = config.secondRun(longRun);
    if (finished && second.isPresent()) {
      finished = runChains(second.get(), subject.secondChains(), progress, stop);
    }
    return finished ? Optional.of(judged()) : Optional.empty();
  }

  /** Runs chains, or what is left of them; false if they were stopped. */
  private boolean runChains(SampleConfig asked, Path folder, Progress progress, StopSignal stop) {
    Optional<SampleConfig> begun = SampleRun.goneOnWith(folder, asked);
    boolean goesOn = begun.isPresent();
    if (!goesOn && Files.exists(folder.resolve("run.json"))) {
      progress.say(folder + ": other chains than asked for; they are made anew");
    }
    try (SamplingRun sampling = SamplingRun.open(begun.orElse(asked))) {
      RunDirectory directory =
          goesOn ? RunDirectory.resume(folder) : RunDirectory.create(folder, true);
      Provenance provenance =
          goesOn ? TrainingRun.restarted(directory) : sampling.starting(commandLine, origins);
      try (RunScope scope = RunScope.within(directory, provenance)) {
        int status = scope.during(() -> {
          progress.keepIn(directory.progress());
          progress.say("chains in " + directory.path());
          sampling.remarks(ANEW).forEach(progress::say);
          return scope.ended(sampling.run(directory, progress, stop).finished(), stop.name());
        });
        return status == ExitCode.OK.status();
      }
    } catch (EbmException e) {
      if (e.exitCode() != ExitCode.DIVERGED) {
        throw e;
      }
      // that chains leave the numbers is a finding, and their trace ends with it
      progress.say(e.getMessage());
      return true;
    }
  }

  private Diagnosis judged() {
    Diagnosis.Chains chains = new Diagnosis.Chains(
        SampleRun.read(subject.chains()),
        config.secondStart().map(start -> SampleRun.read(subject.secondChains())));
    Diagnosis diagnosis;
    try (Torch torch = config.runtime().open()) {
      diagnosis = Diagnosis.of(config, chains, subject.run().resolve("metrics.csv"), torch);
    }
    diagnosis = subject.compared().on(diagnosis, config.data());
    DiagnosisFile.write(subject.run(), diagnosis);
    RunPage.write(subject.run());
    return diagnosis;
  }
}
