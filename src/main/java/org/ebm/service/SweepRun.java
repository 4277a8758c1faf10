package org.ebm.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.study.SweepConfig;
import org.ebm.study.SweepShards;
import org.ebm.study.SweepTable;

/**
 * A sweep as a resumable run, whose cells are training runs in its folder.
 *
 * @param config with a seed, in the precision that was chosen for all cells
 * @param engine what run.json says of it
 * @param remarks what a user should know of the precision
 */
public record SweepRun(
    SweepConfig config, Examples data, Map<String, String> engine, List<String> remarks) {
  public SweepRun {
    remarks = List.copyOf(remarks);
  }

  /** As it begins now: with a seed, and with what is not said of its data settled. */
  public static SweepRun begun(SweepConfig asked) {
    return open(asked.withSeed(asked.seed().orElseGet(Seeds::draw)).begun(), Emulation.FRESH);
  }

  /**
   * As it goes on.
   *
   * @param directory locked
   * @param changes what was asked to be different
   * @throws EbmException if it is no sweep, or more than jobs, diagnoses and device would change
   */
  public static SweepRun continued(RunDirectory directory, UnaryOperator<ConfigTree> changes) {
    Path path = directory.path();
    if (RunKind.of(path).orElseThrow() != RunKind.SWEEP) {
      throw new EbmException(ExitCode.USAGE, path + ": is no sweep; name one with --run-dir");
    }
    ConfigTree saved = RunConfig.read(path);
    SweepConfig before = saved.bind(SweepConfig.class);
    SweepConfig now = changes.apply(saved).bind(SweepConfig.class);
    new Continuation("sweep", path, "sweep.jobs, sweep.diagnose and runtime.device")
        .require(before.withJobsOf(now), now);
    return open(now, Emulation.anew("sweep", path));
  }

  /** The engine of the sweep itself is needed only to choose by. */
  private static SweepRun open(SweepConfig seeded, String instead) {
    Examples data = seeded.data().open();
    try (Engine engine = Engine.open(seeded.runtime(), seeded.chains())) {
      return new SweepRun(
          seeded.in(engine.precision()), data, engine.described(), engine.remarks(instead));
    }
  }

  /**
   * Trains in a new run's folder.
   *
   * @param origins where the configuration's values come from
   */
  public Ended<SweepTable> begin(RunDirectory directory, Map<String, String> origins, Call call) {
    Provenance.Subject subject = new Provenance.Subject(
        call.commandLine(), config.seed().orElseThrow(), data.fingerprint(), engine, origins);
    return train(OpenRun.begin(directory, RunKind.SWEEP, subject, asShard(call)), call);
  }

  /** Goes on with the cells that are not done. */
  public Ended<SweepTable> goOn(RunDirectory directory, Call call) {
    return train(OpenRun.goOn(directory, RunKind.SWEEP, asShard(call)), call);
  }

  private Call asShard(Call call) {
    return config.shard().isPresent() ? call.ofPart() : call;
  }

  private Ended<SweepTable> train(OpenRun open, Call call) {
    Path path = open.directory().path();
    Progress progress = call.progress();
    try (open) {
      return open.during(config, () -> {
        progress.say("run directory " + path + ", seed " + config.seed().orElseThrow() + ", "
            + Counted.of(config.cells().size(), "cell"));
        remarks.forEach(progress::say);
        SweepResults results = new SweepResults(path, config, data);
        CellRuns cells = new CellRuns(
            path.resolve(SweepShards.CELLS),
            Optional.of(config.sweep().longRuns())
                .filter(asked -> config.sweep().diagnose()),
            call);
        boolean finished = cells.train(
            config.sweep().jobs(),
            results.due(),
            (name, end) -> progress.say(results.add(name, end)));
        return new Ended<>(results.table(), finished);
      });
    }
  }
}
