package org.ebm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.ChainShards;
import org.ebm.sample.SamplePictures;
import org.ebm.study.SweepShards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm merge}: the shards of a run, made one. */
@Command(
    name = "merge",
    description =
        "Makes one run of the shards of a run: the same files, byte for byte, as if one process had made it.",
    mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "1..*", description = "The folders of all shards.")
  private List<Path> shards = List.of();

  @Mixin
  private RunOptions options = new RunOptions();

  @Spec
  private CommandSpec spec;

  /**
   * What the shards are to become.
   *
   * @param files writes them into the new run's folder
   */
  private record Whole(RunKind kind, Record config, Consumer<RunDirectory> files) {
    static Whole of(ChainShards chains) {
      return new Whole(RunKind.SAMPLE, chains.config(), run -> {
        chains.merge(run);
        new SamplePictures(run.path(), chains.config().openData()).draw();
      });
    }

    static Whole of(SweepShards sweep) {
      return new Whole(RunKind.SWEEP, sweep.config(), sweep::merge);
    }
  }

  @Override
  public Integer call() {
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      Whole whole = whole(progress);
      try (RunScope scope = scope(whole.kind())) {
        return scope.during(() -> {
          RunDirectory run = scope.directory();
          run.keep(whole.config());
          whole.files().accept(run);
          print(run);
          return whole.kind().hasPage() ? scope.reported(true, "") : scope.ended(true, "");
        });
      }
    }
  }

  private Whole whole(Progress progress) {
    List<RunKind> kinds = shards.stream()
        .map(folder ->
            RunKind.of(folder).orElseGet(() -> RunKind.describedBy(RunConfig.read(folder))))
        .toList();
    if (kinds.stream().allMatch(RunKind.SWEEP::equals)) {
      return Whole.of(SweepShards.open(shards));
    }
    if (kinds.stream().allMatch(RunKind::isChains)) {
      return Whole.of(ChainShards.open(shards, progress::say));
    }
    throw new EbmException(
        ExitCode.USAGE,
        "merge: " + shards
            + " are neither all runs of chains nor all sweeps, and only such have shards; see --shard of ebm sample and ebm sweep");
  }

  /** A run of its own, that began with its shards' first. */
  private RunScope scope(RunKind kind) {
    Provenance.Subject first =
        Provenance.read(shards.get(0).resolve("run.json")).subject();
    Provenance.Subject subject = new Provenance.Subject(
        List.copyOf(spec.commandLine().getParseResult().originalArgs()),
        first.seed(),
        first.dataFingerprint(),
        first.engine(),
        first.configOrigins());
    RunDirectory directory = options.create("merged");
    return new RunScope(directory, Provenance.starting(kind, subject));
  }

  private void print(RunDirectory run) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.path().toString());
    summary.put("shards", shards.size());
    Summary.print(spec.commandLine().getOut(), summary, options.json());
  }
}
