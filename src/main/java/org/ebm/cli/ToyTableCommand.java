package org.ebm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.service.Ended;
import org.ebm.service.ToyTableRun;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm toy-table}. */
@Command(
    name = "toy-table",
    description =
        "Trains convergent and non-convergent models of two densities in the plane; one table, one figure.",
    mixinStandardHelpOptions = true)
final class ToyTableCommand implements Callable<Integer> {
  @Mixin
  private RunOptions options = new RunOptions();

  @Option(
      names = "--updates",
      paramLabel = "N",
      description = "Updates of each run; default: those of its preset.")
  private Optional<Integer> updates = Optional.empty();

  @Option(
      names = "--updates-of",
      paramLabel = "PRESET=N",
      description = "Updates of one run: --updates-of rings-convergent=200000; repeatable.")
  private Map<String, Integer> updatesOf = Map.of();

  @Option(
      names = "--trained",
      paramLabel = "PRESET=RUN",
      description = "Takes a training run that is there already; repeatable.")
  private Map<String, Path> trained = Map.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs trained at a time; default: 2.")
  private int jobs;

  @Option(
      names = "--resume",
      description =
          "Goes on with the table in --run-dir (default: runs/latest); updates given now replace the old.")
  private boolean resume;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    requirePresets(updatesOf, "--updates-of");
    requirePresets(trained, "--trained");
    ToyTableRun.Wanted wanted = new ToyTableRun.Wanted(updates, updatesOf, trained, jobs);
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      if (!resume) {
        ToyTableRun run = ToyTableRun.begun(wanted);
        return print(run.begin(options.place(), RunOptions.call(spec, progress)));
      }
      try (RunDirectory directory = options.place().goOn()) {
        ToyTableRun run = ToyTableRun.continued(directory, wanted);
        return print(run.goOn(directory, RunOptions.call(spec, progress)));
      }
    }
  }

  private static void requirePresets(Map<String, ?> given, String option) {
    for (String name : given.keySet()) {
      if (!ToyTableRun.presets().contains(name)) {
        throw new EbmException(
            ExitCode.USAGE,
            option + " " + name + ": no run of the table; choose "
                + String.join(", ", ToyTableRun.presets()));
      }
    }
  }

  private int print(Ended<ToyTableRun.Result> ended) {
    ended.result().table().ifPresent(table -> {
      Path run = ended.result().run();
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("run", run.toString());
      summary.put("table", run.resolve(ToyTableRun.TABLE).toString());
      summary.put("figure", run.resolve(ToyTableRun.FIGURE).toString());
      table.divergences().forEach((name, kl) -> summary.put("KL " + name, kl));
      Summary.print(spec.commandLine().getOut(), summary, options.json());
      options.tell(spec, new WhatNext(List.of(run.resolve(ToyTableRun.FIGURE)), Optional.empty()));
    });
    if (ended.result().table().isEmpty()) {
      options.tell(
          spec,
          new WhatNext(
              List.of(),
              Optional.of(ShellWords.ebm(
                  "toy-table", "--resume", "--run-dir", ended.result().run()))));
    }
    return ended.status();
  }
}
