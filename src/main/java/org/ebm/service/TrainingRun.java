package org.ebm.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigChanges;
import org.ebm.config.ConfigTree;
import org.ebm.data.DataSummary;
import org.ebm.data.Examples;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.train.DryRun;
import org.ebm.train.Linear;
import org.ebm.train.Pictures;
import org.ebm.train.Recovery;
import org.ebm.train.Scales;
import org.ebm.train.TrainConfig;
import org.ebm.train.Trainer;

/** One training as a resumable run in a folder of its own: {@code ebm train}, and each cell of a study. */
public final class TrainingRun implements AutoCloseable {
  private final TrainConfig config;
  private final Examples data;
  private final Engine engine;

  private TrainingRun(TrainConfig seeded, Examples data, Engine engine) {
    this.config = seeded.withRuntime(seeded.runtime().in(engine.precision()));
    this.data = data;
    this.engine = engine;
  }

  /** As it begins now: with a seed, and with what is not said of its data settled. */
  public static TrainConfig begun(TrainConfig asked) {
    return asked.withSeed(asked.seed().orElseGet(Seeds::draw)).begun();
  }

  /**
   * The configuration with which a run goes on.
   *
   * @param directory locked
   * @param changes what was asked to be different
   * @throws EbmException if it is no training run, or more than budgets, rhythm, probe, device and workers would change
   */
  public static TrainConfig continued(RunDirectory directory, UnaryOperator<ConfigTree> changes) {
    RunKind kind = RunKind.of(directory.path()).orElseThrow();
    if (kind != RunKind.TRAIN) {
      throw new EbmException(
          ExitCode.USAGE,
          directory.path() + ": is " + kind.words() + "; name the training run with --run-dir");
    }
    ConfigTree saved = RunConfig.read(directory.path());
    TrainConfig before = saved.bind(TrainConfig.class);
    TrainConfig now = changes.apply(saved).bind(TrainConfig.class);
    Continuation continuation = new Continuation(
        "train",
        directory.path(),
        "training (but not batch, nor steps under a linear schedule), probe, runtime.device and runtime.workers");
    continuation.require(before.withBudgetsOf(now), now);
    if (now.schedule() instanceof Linear
        && now.training().steps() != before.training().steps()) {
      throw continuation.refused(ConfigChanges.between(before, now));
    }
    return now;
  }

  /** Opens data and engine, and chooses the precision if the configuration names none; writes nothing. */
  public static TrainingRun open(TrainConfig seeded) {
    return open(seeded, seeded.data().open());
  }

  /** The same on data that are open already. */
  static TrainingRun open(TrainConfig seeded, Examples data) {
    seeded.requireRoom();
    return new TrainingRun(seeded, data, Engine.open(seeded.runtime(), seeded.chains()));
  }

  /** What a user should know of the data: most that goes wrong with one's own shows in their numbers. */
  public List<String> remarks() {
    List<String> lines = new ArrayList<>();
    DataSummary.of(data).map(DataSummary::line).ifPresent(lines::add);
    lines.addAll(data.remarks());
    lines.addAll(Scales.remarks(config, data));
    return lines;
  }

  /** Two updates, then time, memory and disk to expect, a line each; writes nothing. */
  public List<String> estimate() {
    List<String> lines = new ArrayList<>(List.of(engine.precision().line()));
    lines.addAll(DryRun.estimate(config, data, engine.torch()));
    return lines;
  }

  /** Seconds of an update here, measured for as long. */
  double secondsPerUpdate(double patience) {
    return DryRun.secondsPerUpdate(config, data, engine.torch(), patience);
  }

  /**
   * Trains in a new run's folder.
   *
   * @param origins where the configuration's values come from
   */
  public Ended<Trainer.Result> begin(
      RunDirectory directory, Map<String, String> origins, Call call) {
    Provenance.Subject subject =
        engine.subject(call, config.seed().orElseThrow(), Optional.of(data), origins);
    try (OpenRun run = OpenRun.begin(directory, RunKind.TRAIN, subject, call)) {
      return train(run, call, Emulation.FRESH);
    }
  }

  /** Goes on with a run from its newest good checkpoint. */
  public Ended<Trainer.Result> goOn(RunDirectory directory, Call call) {
    try (OpenRun run = OpenRun.goOn(directory, RunKind.TRAIN, call)) {
      return train(run, call, Emulation.anew("train", directory.path()));
    }
  }

  private Ended<Trainer.Result> train(OpenRun run, Call call, String instead) {
    return run.during(config, () -> {
      Progress progress = call.progress();
      progress.say(
          "run directory " + run.directory().path() + ", seed " + config.seed().orElseThrow());
      DataSummary.of(data).ifPresent(summary -> summary.write(run.directory().path()));
      remarks().forEach(progress::say);
      engine.remarksOnWorkers(instead).forEach(progress::say);
      Trainer.Result result = trained(run.directory(), progress, call.stop());
      return new Ended<>(result, result.finished());
    });
  }

  /** To the end or to a stop, with as many rollbacks as the configuration allows, and draws; diverged (exit 4) otherwise. */
  private Trainer.Result trained(RunDirectory run, Progress progress, BooleanSupplier stop) {
    Recovery recovery = new Recovery(config, run);
    Trainer.Result result = session(run, progress, stop);
    while (result.divergence().isPresent()) {
      recovery.after(result.divergence().get(), progress);
      result = session(run, progress, stop);
    }
    new Pictures(run.path(), data).drawCurves();
    return result;
  }

  private Trainer.Result session(RunDirectory run, Progress progress, BooleanSupplier stop) {
    try (Trainer trainer = new Trainer(config, data, run, engine.torch())) {
      return trainer.train(progress, stop);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
