package org.ebm.cli;

import java.util.concurrent.Callable;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.restore.RestorationText;
import org.ebm.restore.RestoreConfig;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.run.VersionedJson;
import org.ebm.service.Ended;
import org.ebm.service.RestorationRun;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm restore}: what was seen in part or with noise, restored by an energy, with how sure that is. */
@Command(
    name = "restore",
    description =
        "Restores what was seen in part or with noise: mean, draws and intervals of the posterior of a model, or of any energy given by --config or --set.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer>, Computes {
  @Mixin
  private ModelOption model = new ModelOption();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RestoreOptions task = new RestoreOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--resume", description = "Goes on with the run in --run-dir, or the last one.")
  private boolean resume;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      if (resume) {
        RunDirectory directory = options.place().goOn();
        try (directory) {
          return print(RestorationRun.continued(directory, this::overlaid)
              .goOn(directory, RunOptions.call(spec, progress)));
        }
      }
      boolean described = config.describeEnergy("restore", "--model", model.isGiven());
      ConfigTree tree =
          overlaid(described ? ConfigTree.empty() : model.defaults().ofChains());
      return print(RestorationRun.of(tree.bind(RestoreConfig.class))
          .begin(
              () -> options.place().create(config.name("restore")),
              tree.origins(),
              RunOptions.call(spec, progress)));
    }
  }

  private ConfigTree overlaid(ConfigTree base) {
    return config.assigned(task.over(config.tree(base)));
  }

  /** Observations that could not be used are told by the exit code, though the others were restored. */
  private int print(Ended<RestorationRun.Result> ended) {
    RestorationRun.Result result = ended.result();
    result.found().ifPresent(found -> {
      if (options.json()) {
        spec.commandLine().getOut().println(VersionedJson.line(found, result.run()));
      } else {
        RestorationText.of(result.run(), found).forEach(spec.commandLine().getOut()::println);
      }
    });
    options.tell(spec, WhatNext.ofRestoration(result.run(), ended.finished()));
    boolean isWhole = result.found().filter(found -> !found.refused().isEmpty()).isEmpty();
    return isWhole ? ended.status() : ExitCode.DAMAGED.status();
  }
}
