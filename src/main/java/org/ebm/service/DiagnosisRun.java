package org.ebm.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.data.Examples;
import org.ebm.files.Csv;
import org.ebm.report.RunPage;
import org.ebm.run.DiagnosisRecord.Change;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.LadderFindings;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SampleRun;
import org.ebm.study.Diagnosis;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.DiagnosisFile;
import org.ebm.suggest.Remedy;
import org.ebm.torch.Torch;

/**
 * A diagnosis with its long chains, which are gone on with if they were begun: {@code ebm diagnose}, and each cell of a sweep that asks for verdicts.
 *
 * @param origins where the configuration's values come from
 */
public record DiagnosisRun(
    DiagnosisSubject subject, DiagnosisConfig config, Map<String, String> origins) {
  private static final String ANEW = "have other chains made: --set runtime.precision=float32";

  /** Writes diagnosis.json and the run's page; empty if it was stopped. */
  public Optional<Diagnosis> run(Call asked) {
    RunDirectory.requireOwn(subject.run());
    Call call = asked.ofPart();
    DiagnosisConfig.Opened opened = config.open();
    SampleConfig longRun = config.longRun(opened.data());
    boolean finished = (subject.hasChains() || runChains(opened, longRun, subject.chains(), call))
        && adjust(opened, longRun, subject.chains(), call);
    Optional<SampleConfig> second = config.secondRun(longRun, opened.data());
    if (finished && second.isPresent()) {
      finished = runChains(opened, second.get(), subject.secondChains(), call)
          && adjust(opened, second.get(), subject.secondChains(), call);
    }
    Optional<SampleConfig> far = config.overdispersedRun(longRun, opened.data());
    if (finished && far.isPresent()) {
      finished = runChains(opened, far.get(), subject.overdispersedChains(), call);
    }
    return finished ? judged(opened, second.isPresent(), far.isPresent(), call) : Optional.empty();
  }

  /** Adjusts the ends of chains, if they have such; false if that was stopped. */
  private boolean adjust(
      DiagnosisConfig.Opened opened, SampleConfig chains, Path ended, Call call) {
    SampleConfig adjusted = config.adjustedRun(chains, ended);
    return !isFinite(ended) || runChains(opened, adjusted, subject.adjusted(ended), call);
  }

  private static boolean isFinite(Path ended) {
    return SampleRun.read(ended).ends().filter(FloatArray::isFinite).isPresent();
  }

  /** Runs chains, or what is left of them; false if they were stopped. */
  private boolean runChains(
      DiagnosisConfig.Opened opened, SampleConfig asked, Path folder, Call call) {
    Optional<Examples> data = Optional.of(opened.data());
    Optional<SampleConfig> begun = SampleRun.goneOnWith(folder, asked, opened.energy(), data);
    if (begun.isEmpty() && Files.exists(folder.resolve(Provenance.FILE))) {
      call.progress().say(folder + ": other chains than asked for; they are made anew");
    }
    try (SamplingRun sampling = SamplingRun.open(begun.orElse(asked), data, opened::energy);
        OpenRun run = begun.isPresent() ? goOn(folder, call) : begin(sampling, folder, call)) {
      return sampling.moveIn(run, call, ANEW);
    } catch (EbmException e) {
      if (e.exitCode() != ExitCode.DIVERGED) {
        throw e;
      }
      // that chains leave the numbers is a finding, and their trace ends with it
      call.progress().say(e.getMessage());
      return true;
    }
  }

  private OpenRun begin(SamplingRun sampling, Path folder, Call call) {
    sampling.requireStarts();
    return sampling.open(RunKind.DIAGNOSE, RunDirectory.create(folder, true), origins, call);
  }

  private static OpenRun goOn(Path folder, Call call) {
    return OpenRun.goOn(RunDirectory.resume(folder), RunKind.DIAGNOSE, call);
  }

  private Optional<Diagnosis> judged(
      DiagnosisConfig.Opened opened, boolean hasSecond, boolean hasFar, Call call) {
    Optional<Path> second = Optional.of(subject.secondChains()).filter(path -> hasSecond);
    Optional<Path> far = Optional.of(subject.overdispersedChains()).filter(path -> hasFar);
    Diagnosis.Chains chains = new Diagnosis.Chains(
        SampleRun.read(subject.chains()),
        adjusted(subject.chains()),
        adaptedStepSize(subject.chains()),
        second.map(SampleRun::read),
        second.flatMap(this::adjusted),
        Stream.concat(Stream.of(subject.chains()), second.stream())
            .flatMap(path -> ladder(path).stream())
            .toList(),
        far.map(SampleRun::read));
    Optional<Diagnosis> measured;
    try (Torch torch = config.runtime().open()) {
      measured = Diagnosis.of(
          opened,
          chains,
          subject.run().resolve("metrics.csv"),
          torch,
          call.progress(),
          call.stop());
    }
    return measured
        .map(diagnosis -> subject.compared().on(diagnosis, config.data()))
        .map(diagnosis -> diagnosis.with(advice(diagnosis, opened)))
        .map(diagnosis -> {
          DiagnosisFile.write(subject.run(), diagnosis);
          RunPage.write(subject.run());
          return diagnosis;
        });
  }

  private List<Change> advice(Diagnosis diagnosis, DiagnosisConfig.Opened opened) {
    return subject
        .learned()
        .map(learned -> Remedy.of(learned, diagnosis.verdict(), opened.data()))
        .orElse(List.of());
  }

  private Optional<SampleRun> adjusted(Path ended) {
    return isFinite(ended)
        ? Optional.of(SampleRun.read(subject.adjusted(ended)))
        : Optional.empty();
  }

  /** Of adjusted steps from the ends of chains: where their warm-up, or the pilot of their ladder, ended. */
  private OptionalDouble adaptedStepSize(Path ended) {
    Path found = subject.adjusted(ended).resolve("warm_up.csv");
    if (!Files.isRegularFile(found)) {
      return ladder(ended).stream()
          .mapToDouble(LadderFindings::stepSize)
          .filter(Double::isFinite)
          .findFirst();
    }
    Csv table = Csv.read(found);
    return OptionalDouble.of(table.column("step_size")[table.rows() - 1]);
  }

  private Optional<LadderFindings> ladder(Path ended) {
    return adjusted(ended).flatMap(run -> LadderFindings.of(subject.adjusted(ended), run.config()));
  }
}
