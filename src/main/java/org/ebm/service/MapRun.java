package org.ebm.service;

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
import org.ebm.basin.Decoding;
import org.ebm.basin.MapBasins;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.basin.Remarks;
import org.ebm.config.ConfigChanges;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.report.RunPage;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sampler.Compute;
import org.ebm.study.DiagnosisFile;

/**
 * A map of basins as a resumable run in a folder of its own.
 *
 * @param wanted what was asked for, perhaps without a seed
 * @param origins where the configuration's values come from
 */
public record MapRun(MapSubject subject, MapBasinsConfig wanted, Map<String, String> origins) {
  private static final String JOURNAL = "journal.bin";
  private static final String ANEW =
      "have another map made: --force --set runtime.precision=float32";

  /** A finished map. */
  public record Result(BasinMap map, List<String> remarks) {}

  /**
   * Maps, or goes on with it, and draws; empty if it was stopped.
   *
   * @param force replaces another map in the same folder
   */
  public Ended<Optional<Result>> run(boolean force, Call call) {
    subject.trained().ifPresent(RunDirectory::requireOwn);
    boolean goesOn = subject.isBegun() && !force;
    MapBasinsConfig seeded = goesOn ? before() : wanted.withSeed(Seeds.draw());
    Optional<Examples> data = seeded.openData();
    try (Engine engine = Engine.open(seeded.runtime(), seeded.chains())) {
      Potential energy = seeded.energy().open();
      MapBasinsConfig config = seeded.withRuntime(seeded.runtime().in(engine.precision()));
      if (!goesOn) {
        energy.requireUsable(engine.torch());
        // what it must be told is missed before there is a folder
        energy.inputs(List.of());
      }
      MapBasins basins = new MapBasins(config, energy, data, engine.torch(), call.progress());
      Provenance.Subject begun = engine.subject(call, config.seed().orElseThrow(), data, origins);
      try (OpenRun run = goesOn ? goOn(call) : begin(begun, force, call)) {
        Ended<Optional<Result>> ended =
            run.during(config, () -> mapped(basins, energy, config, run, engine, call));
        pageOfTraining();
        return ended;
      }
    }
  }

  private OpenRun goOn(Call call) {
    return OpenRun.goOn(RunDirectory.resume(subject.run()), RunKind.MAP_BASINS, call.ofPart());
  }

  private OpenRun begin(Provenance.Subject begun, boolean force, Call call) {
    return OpenRun.begin(
        RunDirectory.create(subject.run(), force), RunKind.MAP_BASINS, begun, call.ofPart());
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

  private Ended<Optional<Result>> mapped(
      MapBasins basins,
      Potential energy,
      MapBasinsConfig config,
      OpenRun run,
      Engine engine,
      Call call) {
    Path folder = run.directory().path();
    engine.remarks(ANEW).forEach(call.progress()::say);
    call.progress().say("run directory " + folder + ", seed " + config.seed().orElseThrow());
    Optional<Result> result = basins
        .map(folder.resolve(JOURNAL), call.stop())
        .map(map ->
            new Result(map, Remarks.on(map, subject.trained().flatMap(DiagnosisFile::verdict))));
    result.ifPresent(finished -> {
      BasinFiles.write(
          folder, finished.map(), finished.remarks(), config.energy().shape());
      BasinPictures.write(
          folder,
          finished.map(),
          config.energy().shape(),
          Decoding.of(config.energy(), energy, new Compute(engine.torch(), Precision.FLOAT32)));
    });
    return new Ended<>(result, result.isPresent());
  }

  /** It shows the map. */
  private void pageOfTraining() {
    subject
        .trained()
        .filter(run -> Files.exists(run.resolve(Provenance.FILE)))
        .ifPresent(RunPage::write);
  }
}
