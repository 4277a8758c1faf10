package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigChanges;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.run.Events;
import org.ebm.run.Progress;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.run.StopSignal;
import org.ebm.torch.Torch;
import org.ebm.train.DryRun;
import org.ebm.train.Linear;
import org.ebm.train.TrainConfig;
import org.ebm.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm train}. */
@Command(
    name = "train",
    description = "Learns an energy from data.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer>, Computes {
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
    if (!config.hasFiles()) {
      throw new EbmException(
          ExitCode.USAGE,
          "train: no --config; start with --config configs/convergent.yaml (ebm config ls shows the presets)");
    }
    ConfigTree tree = tree(ConfigTree.empty());
    TrainConfig bound = tree.bind(TrainConfig.class);
    TrainConfig seeded = bound.withSeed(bound.seed().orElseGet(Seeds::draw)).begun();
    Examples data = seeded.data().open();
    if (dryRun) {
      data.remarks().forEach(spec.commandLine().getErr()::println);
      try (Torch torch = seeded.runtime().open()) {
        TrainingRun run = TrainingRun.of(seeded, data, torch);
        spec.commandLine().getOut().println(run.precision().line());
        DryRun.estimate(run.config(), data, torch).forEach(spec.commandLine().getOut()::println);
      }
      return 0;
    }
    try (Torch torch = seeded.runtime().open()) {
      RunDirectory directory = options.create(config.name("train"));
      TrainingRun run = TrainingRun.of(seeded, data, torch);
      Map<String, String> origins = tree.withLatestKinds(TrainConfig.class).origins();
      return train(run, new RunScope(directory, run.starting(commandLine(), origins)));
    }
  }

  private int resumed() {
    RunDirectory directory = RunDirectory.resume(
        options.directory().orElseGet(() -> RunDirectory.latest(Path.of("runs"))));
    RunKind kind = RunKind.of(directory.path()).orElseThrow();
    if (kind != RunKind.TRAIN) {
      throw new EbmException(
          ExitCode.USAGE,
          directory.path() + ": is " + kind.words() + "; name the training run with --run-dir");
    }
    TrainConfig before = RunConfig.read(directory.path()).bind(TrainConfig.class);
    TrainConfig now = tree(RunConfig.read(directory.path())).bind(TrainConfig.class);
    boolean stretched = now.schedule() instanceof Linear
        && now.training().steps() != before.training().steps();
    Continuation continuation = new Continuation(
        "train",
        directory.path(),
        "training (but not batch, nor steps under a linear schedule), probe, runtime.device and runtime.workers");
    continuation.require(before.withBudgetsOf(now), now);
    if (stretched) {
      throw continuation.refused(ConfigChanges.between(before, now));
    }
    Examples data = now.data().open();
    try (Torch torch = now.runtime().open()) {
      return train(
          TrainingRun.of(now, data, torch),
          new RunScope(directory, TrainingRun.restarted(directory)));
    }
  }

  private ConfigTree tree(ConfigTree base) {
    return config.assigned(
        ConfigOptions.flag(config.tree(base), "training.steps", "--steps", steps));
  }

  private List<String> commandLine() {
    return spec.commandLine().getParseResult().originalArgs();
  }

  private int train(TrainingRun run, RunScope scope) {
    StopSignal stop = StopSignal.listen();
    RunDirectory directory = scope.directory();
    try (scope) {
      return scope.during(() -> {
        try (Progress progress = options.progress(spec.commandLine().getErr())) {
          progress.keepIn(directory.progress());
          progress.say("run directory " + directory.path() + ", seed "
              + run.config().seed().orElseThrow());
          run.data().remarks().forEach(progress::say);
          progress.say(run.precision().line());
          Cores.here().oversubscription(run.torch().workers()).forEach(progress::say);
          Emulation.warning(run.precision(), run.torch(), instead(directory))
              .ifPresent(progress::say);
          Trainer.Result result = run.train(directory, progress, stop);
          print(directory, result);
          return scope.reported(result.finished(), stop.name());
        }
      });
    }
  }

  private String instead(RunDirectory run) {
    return resume ? Emulation.anew("train", run.path()) : Emulation.FRESH;
  }

  private void print(RunDirectory run, Trainer.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.path().toString());
    summary.put("step", result.step());
    summary.put("finished", result.finished());
    int rollbacks = Events.read(run.path()).rollbacks();
    if (rollbacks > 0) {
      summary.put("rollbacks", rollbacks);
    }
    summary.putAll(result.metrics());
    Summary.print(out, summary, options.json());
  }
}
