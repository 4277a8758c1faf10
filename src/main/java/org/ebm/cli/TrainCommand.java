package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.run.Events;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.service.Call;
import org.ebm.service.Ended;
import org.ebm.service.TrainingRun;
import org.ebm.service.WhatNext;
import org.ebm.train.TrainConfig;
import org.ebm.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm train}. */
@Command(
    name = "train",
    description = "Learns an energy from data.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer>, Computes {
  @Parameters(
      paramLabel = "DATA",
      arity = "0..1",
      description = SuggestOptions.DATA + " Learned with what ebm suggest says of them.")
  private Optional<Path> data = Optional.empty();

  @Mixin
  private SuggestOptions suggestion = new SuggestOptions();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--steps", paramLabel = "N", description = "Updates: training.steps.")
  private Optional<String> steps = Optional.empty();

  @Option(
      names = "--resume",
      description =
          "Goes on with the run in --run-dir (default: runs/latest) from its newest good checkpoint.")
  private boolean resume;

  @Option(
      names = "--dry-run",
      description = "Two updates, then time, memory and disk to expect; writes nothing.")
  private boolean dryRun;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (resume && dryRun) {
      throw new EbmException(
          ExitCode.USAGE,
          "train: --dry-run writes nothing, so it cannot go on with a run; leave out --resume");
    }
    return resume ? resumed() : fresh();
  }

  private int fresh() {
    if (config.hasFiles() == data.isPresent()) {
      throw new EbmException(
          ExitCode.USAGE,
          data.isPresent()
              ? "train: DATA and --config exclude each other; leave one out"
              : "train: no --config; start with --config configs/convergent.yaml (ebm config ls shows the presets), or name DATA of your own");
    }
    ConfigTree tree = tree(data.map(own -> suggestion.tree(own, spec)).orElse(ConfigTree.empty()));
    TrainConfig seeded = TrainingRun.begun(tree.bind(TrainConfig.class));
    try (TrainingRun run = TrainingRun.open(seeded)) {
      if (dryRun) {
        run.remarks().forEach(spec.commandLine().getErr()::println);
        run.estimate().forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK.status();
      }
      RunDirectory directory =
          options.place().create(config.name(data.map(SuggestOptions::name).orElse("train")));
      Map<String, String> origins = tree.withLatestKinds(TrainConfig.class).origins();
      return train(directory, call -> run.begin(directory, origins, call));
    }
  }

  private int resumed() {
    try (RunDirectory directory = options.place().goOn();
        TrainingRun run = TrainingRun.open(TrainingRun.continued(directory, this::tree))) {
      return train(directory, call -> run.goOn(directory, call));
    }
  }

  private ConfigTree tree(ConfigTree base) {
    return config.assigned(
        ConfigOptions.flag(config.tree(base), "training.steps", "--steps", steps));
  }

  private int train(RunDirectory directory, Function<Call, Ended<Trainer.Result>> work) {
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      Ended<Trainer.Result> ended = work.apply(RunOptions.call(spec, progress));
      print(directory.path(), ended.result());
      options.tell(spec, WhatNext.ofTraining(directory.path(), ended.finished()));
      return ended.status();
    }
  }

  private void print(Path run, Trainer.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.toString());
    summary.put("step", result.step());
    summary.put("finished", result.finished());
    int rollbacks = Events.read(run).rollbacks();
    if (rollbacks > 0) {
      summary.put("rollbacks", rollbacks);
    }
    summary.putAll(result.metrics());
    Summary.print(out, summary, options.json());
  }
}
