package org.ebm.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.files.AtomicFile;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.sample.ChainShards;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;
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

  @Override
  public Integer call() {
    shards.forEach(MergeCommand::requireShard);
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      ChainShards chains = ChainShards.open(shards, progress::say);
      try (RunScope scope = scope()) {
        return scope.during(() -> {
          RunDirectory run = scope.directory();
          write(run, chains.config());
          chains.merge(run);
          new SamplePictures(run.path(), chains.config().openData()).draw();
          print(run);
          return scope.reported(true, "");
        });
      }
    }
  }

  private static void requireShard(Path folder) {
    ConfigTree tree = ConfigTree.read(folder.resolve("config.yaml"));
    if (!SampleConfig.isDescribedBy(tree)) {
      throw new EbmException(
          ExitCode.USAGE,
          folder + ": is no run of chains, and only such have shards; see ebm sample --shard");
    }
  }

  /** A run of its own, that began with its shards' first. */
  private RunScope scope() {
    Provenance.Subject first =
        Provenance.read(shards.get(0).resolve("run.json")).subject();
    Provenance.Subject subject = new Provenance.Subject(
        List.copyOf(spec.commandLine().getParseResult().originalArgs()),
        first.seed(),
        first.dataFingerprint(),
        first.engine(),
        first.configOrigins());
    RunDirectory directory = RunDirectory.create(
        options.directory().orElseGet(() -> RunDirectory.freshPath(Path.of("runs"), "merged")),
        options.force());
    return new RunScope(directory, Provenance.starting(subject));
  }

  private static void write(RunDirectory run, Record config) {
    AtomicFile.write(run.config(), ConfigWriter.yaml(config).getBytes(StandardCharsets.UTF_8));
  }

  private void print(RunDirectory run) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.path().toString());
    summary.put("shards", shards.size());
    Summary.print(spec.commandLine().getOut(), summary, options.json());
  }
}
