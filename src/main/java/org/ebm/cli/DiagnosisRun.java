package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.data.Examples;
import org.ebm.files.Csv;
import org.ebm.report.RunPage;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
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
    Examples examples = config.data().open();
    SampleConfig longRun = config.longRun(examples);
    boolean finished = subject.hasChains() || runChains(longRun, subject.chains(), progress, stop);
    finished =
        finished && adjust(longRun, subject.chains(), subject.adjustedChains(), progress, stop);
    Optional<SampleConfig> second = config.secondRun(longRun, examples);
    if (finished && second.isPresent()) {
      finished = runChains(second.get(), subject.secondChains(), progress, stop)
          && adjust(
              second.get(), subject.secondChains(), subject.adjustedSecondChains(), progress, stop);
    }
    return finished ? Optional.of(judged(second.isPresent())) : Optional.empty();
  }

  /** Adjusts the ends of chains, if they have such; false if that was stopped. */
  private boolean adjust(
      SampleConfig chains, Path ended, Path folder, Progress progress, StopSignal stop) {
    SampleConfig adjusted = config.adjustedRun(chains, ended);
    return !isFinite(ended) || runChains(adjusted, folder, progress, stop);
  }

  private static boolean isFinite(Path ended) {
    return SampleRun.read(ended).ends().filter(FloatArray::isFinite).isPresent();
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
      Provenance provenance = goesOn
          ? TrainingRun.restarted(directory)
          : sampling.starting(RunKind.DIAGNOSE, commandLine, origins);
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

  private Diagnosis judged(boolean hasSecond) {
    Optional<Path> second = Optional.of(subject.secondChains()).filter(path -> hasSecond);
    Diagnosis.Chains chains = new Diagnosis.Chains(
        SampleRun.read(subject.chains()),
        adjusted(subject.chains(), subject.adjustedChains()),
        adaptedStepSize(subject.adjustedChains()),
        second.map(SampleRun::read),
        second.flatMap(path -> adjusted(path, subject.adjustedSecondChains())));
    Diagnosis diagnosis;
    try (Torch torch = config.runtime().open()) {
      diagnosis = Diagnosis.of(config, chains, subject.run().resolve("metrics.csv"), torch);
    }
    diagnosis = subject.compared().on(diagnosis, config.data());
    DiagnosisFile.write(subject.run(), diagnosis);
    RunPage.write(subject.run());
    return diagnosis;
  }

  private static Optional<SampleRun> adjusted(Path ended, Path folder) {
    return isFinite(ended) ? Optional.of(SampleRun.read(folder)) : Optional.empty();
  }

  /** Where the warm-up of adjusted chains ended. */
  private static OptionalDouble adaptedStepSize(Path folder) {
    Path found = folder.resolve("warm_up.csv");
    if (!Files.isRegularFile(found)) {
      return OptionalDouble.empty();
    }
    Csv table = Csv.read(found);
    return OptionalDouble.of(table.column("step_size")[table.rows() - 1]);
  }
}
