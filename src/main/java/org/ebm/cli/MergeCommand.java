package org.ebm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebm.base.ExitCode;
import org.ebm.run.Progress;
import org.ebm.service.MergedRun;
import org.ebm.service.WhatNext;
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
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      Path run = MergedRun.of(shards, progress::say)
          .write(() -> options.place().create("merged"), RunOptions.shortCall(spec, progress));
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("run", run.toString());
      summary.put("shards", shards.size());
      Summary.print(spec.commandLine().getOut(), summary, options.json());
      options.tell(spec, WhatNext.ofMerged(run));
      return ExitCode.OK.status();
    }
  }
}
