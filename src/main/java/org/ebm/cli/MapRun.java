package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.basin.BasinFiles;
import org.ebm.basin.BasinMap;
import org.ebm.basin.BasinPictures;
import org.ebm.basin.MapBasins;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.basin.Remarks;
import org.ebm.config.ConfigChanges;
import org.ebm.data.Examples;
import org.ebm.report.RunPage;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.run.StopSignal;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.study.DiagnosisFile;
import org.ebm.torch.Torch;

/**
 * A map of basins as a resumable run in a folder of its own.
 *
 * @param wanted what was asked for, perhaps without a seed
 * @param origins where the configuration's values come from
 */
record MapRun(
    MapSubject subject,
    MapBasinsConfig wanted,
    List<String> commandLine,
    Map<String, String> origins) {
  private static final String JOURNAL = "journal.bin";

  /** A finished map. */
  record Result(BasinMap map, List<String> remarks) {}

  /**
   * Maps, or goes on with it, and draws; empty if it was stopped.
   *
   * @param force replaces another map in the same folder
   */
  Optional<Result> run(boolean force, Progress progress, StopSignal stop) {
    subject.trained().ifPresent(RunDirectory::requireOwn);
    boolean goesOn = subject.isBegun() && !force;
    MapBasinsConfig seeded = goesOn ? before() : wanted.withSeed(Seeds.draw());
    Optional<Examples> data = seeded.openData();
    try (Torch torch = seeded.runtime().open();
        RunDirectory directory =
            goesOn ? RunDirectory.resume(subject.run()) : created(seeded, torch, force)) {
      PrecisionChoice choice = seeded.runtime().choice(seeded.chains(), torch);
      MapBasinsConfig config = seeded.withRuntime(seeded.runtime().in(choice));
      Provenance provenance = goesOn
          ? TrainingRun.restarted(directory)
          : Provenance.starting(
              RunKind.MAP_BASINS,
              new Provenance.Subject(
                  commandLine,
                  config.seed().orElseThrow(),
                  data.map(Examples::fingerprint).orElse(""),
                  RunScope.engine(torch, choice),
                  origins));
      try (RunScope scope = RunScope.within(directory, provenance)) {
        progress.say(choice.line());
        Emulation.warning(
                choice, torch, "have another map made: --force --set runtime.precision=float32")
            .ifPresent(progress::say);
        return scope.during(() -> mapped(config, data, torch, scope, progress, stop));
      }
    }
  }

  private RunDirectory created(MapBasinsConfig config, Torch torch, boolean force) {
    config.energy().open().requireUsable(torch);
    return RunDirectory.create(subject.run(), force);
  }

  /** The configuration with which a map goes on. */
  private MapBasinsConfig before() {
    if (RunKind.of(subject.run()).orElseThrow() != RunKind.MAP_BASINS) {
      throw new EbmException(
          ExitCode.USAGE,
          subject.run() + ": holds a run that is no map of basins; choose another --run-dir");
    }
    MapBasinsConfig before = RunConfig.read(subject.run()).bind(MapBasinsConfig.class);
    MapBasinsConfig seeded = wanted.withSeed(before.seed().orElseThrow());
    MapBasinsConfig now = seeded.withRuntime(seeded.runtime().decidedAs(before.runtime()));
    ConfigChanges changes = ConfigChanges.between(before.computedAs(now), now);
    if (!changes.changes().isEmpty()) {
      throw new EbmException(
          ExitCode.USAGE,
          subject.run() + ": holds a map with other settings: " + changes
              + "; give its own, replace it with --force, or choose another --run-dir");
    }
    return now;
  }

  private Optional<Result> mapped(
      MapBasinsConfig config,
      Optional<Examples> data,
      Torch torch,
      RunScope scope,
      Progress progress,
      StopSignal stop) {
    Path folder = scope.directory().path();
    scope.directory().keep(config);
    progress.keepIn(scope.directory().progress());
    progress.say("run directory " + folder + ", seed " + config.seed().orElseThrow());
    Optional<BasinMap> map =
        new MapBasins(config, data, torch, progress).map(folder.resolve(JOURNAL), stop);
    Optional<Result> result =
        map.map(finished -> new Result(finished, Remarks.on(finished, verdict())));
    result.ifPresent(finished -> {
      BasinFiles.write(
          folder, finished.map(), finished.remarks(), config.energy().shape());
      BasinPictures.write(folder, finished.map(), config.energy().shape());
    });
    scope.reported(result.isPresent(), stop.name());
    subject
        .trained()
        .filter(run -> Files.exists(run.resolve("run.json")))
        .ifPresent(RunPage::write);
    return result;
  }

  private Optional<String> verdict() {
    return subject.trained().flatMap(DiagnosisFile::verdict);
  }
}
