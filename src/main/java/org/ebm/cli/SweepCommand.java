package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.service.Ended;
import org.ebm.service.SweepRun;
import org.ebm.service.WhatNext;
import org.ebm.study.SweepConfig;
import org.ebm.study.SweepRow.Status;
import org.ebm.study.SweepShards;
import org.ebm.study.SweepTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm sweep}. */
@Command(
    name = "sweep",
    description =
        "Trains a grid of starts, step sizes and numbers of chain steps, or of values of any keys (sweep.axes); one table, one figure.",
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer>, Computes {
  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private ShardOption shard = new ShardOption();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--jobs", paramLabel = "N", description = "Cells at a time: sweep.jobs.")
  private Optional<String> jobs = Optional.empty();

  @Option(
      names = "--diagnose",
      description = "Each cell gets its verdict, by long chains: sweep.diagnose.")
  private boolean diagnose;

  @Option(
      names = "--resume",
      description = "Goes on with the sweep in --run-dir (default: runs/latest).")
  private boolean resume;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    return resume ? resumed() : fresh();
  }

  private int fresh() {
    if (!config.hasFiles()) {
      throw new EbmException(
          ExitCode.USAGE,
          "sweep: no --config; start with --config sweep-8gaussians-smoke (ebm config ls shows the presets)");
    }
    ConfigTree tree = tree(ConfigTree.empty());
    SweepRun run = SweepRun.begun(tree.bind(SweepConfig.class));
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      RunDirectory directory = options.place().create(config.name("sweep"));
      return print(
          directory.path(), run.begin(directory, tree.origins(), RunOptions.call(spec, progress)));
    }
  }

  private int resumed() {
    try (RunDirectory directory = options.place().goOn();
        Progress progress = options.progress(spec.commandLine().getErr())) {
      SweepRun run = SweepRun.continued(directory, this::tree);
      return print(directory.path(), run.goOn(directory, RunOptions.call(spec, progress)));
    }
  }

  private ConfigTree tree(ConfigTree base) {
    ConfigTree tree =
        shard.over(ConfigOptions.flag(config.tree(base), "sweep.jobs", "--jobs", jobs));
    return config.assigned(diagnose ? tree.with("sweep.diagnose=true", "--diagnose") : tree);
  }

  private int print(Path run, Ended<SweepTable> ended) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.toString());
    for (Status status : Status.values()) {
      summary.put(
          status.name().toLowerCase(Locale.ROOT),
          ended.result().rows().stream().filter(row -> row.status() == status).count());
    }
    summary.put("table", run.resolve(SweepShards.TABLE).toString());
    Path figure = run.resolve(SweepShards.FIGURE);
    summary.put(
        "figure", (Files.exists(figure) ? figure : run.resolve(SweepShards.SHORT)).toString());
    Summary.print(spec.commandLine().getOut(), summary, options.json());
    options.tell(spec, WhatNext.ofSweep(run, ended.finished()));
    return ended.status();
  }
}
