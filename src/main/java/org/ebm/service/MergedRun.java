package org.ebm.service;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.ChainShards;
import org.ebm.sample.SamplePictures;
import org.ebm.study.SweepShards;

/**
 * The run that the shards of a run are to become.
 *
 * @param first of the shards: the run began with it
 * @param files writes them into the new run's folder
 */
public record MergedRun(Path first, RunKind kind, Record config, Consumer<RunDirectory> files) {
  /**
   * Reads what the shards say of themselves.
   *
   * @param warnings told of damaged checkpoints
   * @throws EbmException if they are not all the finished shards of one run
   */
  public static MergedRun of(List<Path> shards, Consumer<String> warnings) {
    List<RunKind> kinds = shards.stream().map(MergedRun::kind).toList();
    if (kinds.stream().allMatch(RunKind.SWEEP::equals)) {
      SweepShards sweep = SweepShards.open(shards);
      return new MergedRun(shards.get(0), RunKind.SWEEP, sweep.config(), sweep::merge);
    }
    if (kinds.stream().allMatch(RunKind::isChains)) {
      ChainShards chains = ChainShards.open(shards, warnings);
      return new MergedRun(shards.get(0), RunKind.SAMPLE, chains.config(), run -> {
        chains.merge(run);
        new SamplePictures(run.path(), chains.config().openData()).draw();
      });
    }
    throw new EbmException(
        ExitCode.USAGE,
        "merge: " + shards
            + " are neither all runs of chains nor all sweeps, and only such have shards; see --shard of ebm sample and ebm sweep");
  }

  private static RunKind kind(Path shard) {
    return RunKind.of(shard).orElseGet(() -> RunKind.describedBy(RunConfig.read(shard)));
  }

  /** Writes a run of its own; returns its folder. */
  public Path write(Supplier<RunDirectory> folder, Call call) {
    Provenance.Subject begun = Provenance.of(first).subject();
    Provenance.Subject subject = new Provenance.Subject(
        call.commandLine(),
        begun.seed(),
        begun.dataFingerprint(),
        begun.engine(),
        begun.configOrigins());
    try (OpenRun run = OpenRun.begin(folder.get(), kind, subject, call)) {
      return run.during(config, () -> {
            files.accept(run.directory());
            return new Ended<>(run.directory().path(), true);
          })
          .result();
    }
  }
}
