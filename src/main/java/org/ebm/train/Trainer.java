package org.ebm.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Batch;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.files.Csv;
import org.ebm.objective.Estimate;
import org.ebm.objective.Estimator;
import org.ebm.objective.Metric;
import org.ebm.run.Checkpoint;
import org.ebm.run.Checkpoints;
import org.ebm.run.Event;
import org.ebm.run.Events;
import org.ebm.run.Metrics;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.run.TensorBoard;
import org.ebm.run.Work;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.torch.Torch;

/**
 * The training loop. Update t depends on the seed, t, the weights, the optimizer's slots and the persistent chains only; a checkpoint holds just these, so
 * a resumed run gives the same bytes as one that was never stopped.
 */
public final class Trainer implements AutoCloseable {
  private static final String METRICS = "metrics.csv";
  private static final String DENSITY = "density.csv";
  private static final String PROBE = "probe.csv";
  private static final String TIMES = "times.csv";
  /** In a checkpoint's state: how often the run had gone back when it was written. */
  private static final String ROLLBACKS = "rollbacks";

  private static final Work UPDATES = new Work(
      "updates",
      "fewer of them (--steps), fewer chain steps in each (steps of the objective), or a smaller batch or network");

  private static final List<String> NOTED =
      List.of("energy_gap", "displacement", "loss", "log_normalizer", "accuracy", "generator_loss");

  private final TrainConfig config;
  private final RunDirectory run;
  private final Events events;
  private final RandomKey key;
  private final Examples data;
  private final TrainingInputs inputs;
  private final Estimator estimator;
  private final Learners learners;
  private final Checkpoints checkpoints;
  private final Kernel field;
  private final Snapshot snapshot;
  private final Pictures pictures;
  private final Optional<LongRunProbe> probe;
  /** What ends learning early, if anything does. */
  private final Optional<Enough> enough;
  /** Rows of each table after the last update, before what was recorded of it: what a checkpoint of that update counts on. */
  private final Map<String, Long> rows = new TreeMap<>();
  /** Spent in updates, in all sessions of the run: the one thing here that differs from run to run. */
  private double seconds;
  /** Whether a probe showed that enough was learned. */
  private boolean learned;
  /** When the last checkpoint was written, or this session began; by the JVM's clock. */
  private long saved = System.nanoTime();
  /** Numbers of the last update. */
  private Map<String, Double> last = Map.of();

  /**
   * How a call of {@link #train} ended.
   *
   * @param step the last update made
   * @param finished whether that was the last one planned
   * @param divergence why the next one was not made; empty unless there were signs of divergence
   */
  public record Result(
      long step, boolean finished, Map<String, Double> metrics, Optional<Divergence> divergence) {}

  /**
   * @param config with a seed
   * @param run locked by the caller
   */
  public Trainer(TrainConfig config, Examples data, RunDirectory run, Torch torch) {
    this.config = config;
    this.data = data;
    this.run = run;
    this.events = Events.read(run.path());
    this.key = key(config.seed().orElseThrow(), events.rollbacks());
    Potential energy = config.open();
    this.inputs = TrainingInputs.of(data, energy, config.objective());
    this.estimator = config
        .withStepsTimes(events.care().steps())
        .objective()
        .open(config.with(energy), data, config.runtime().compute(torch), key.fold("objective"));
    this.learners = new Learners(config, key);
    this.checkpoints = new Checkpoints(run.checkpoints(), config.training().keepCheckpoints());
    this.field = Kernel.ofEnergies(energy, new Compute(torch, Precision.FLOAT32));
    this.snapshot = new Snapshot(energy, data, estimator, field, config.training());
    this.pictures = new Pictures(run.path(), data);
    this.probe = config
        .probe()
        .map(p -> new LongRunProbe(p, energy, data, config.runtime().compute(torch), field));
    this.enough = probe
        .filter(p -> config.training().until() != Until.BUDGET)
        .map(p -> new Enough(config, data, p));
  }

  /** Another one after each rollback: the same draws might lead to the same end. */
  private static RandomKey key(long seed, int rollbacks) {
    RandomKey key = RandomKey.ofSeed(seed);
    return rollbacks == 0 ? key : key.fold("rollback").fold(rollbacks);
  }

  /**
   * Trains from the newest good checkpoint, or from the start; after a rollback, from the one that it goes back to.
   *
   * @param stop asked before the first and after every update, and during probes; true: write a checkpoint and return
   */
  public Result train(Progress progress, BooleanSupplier stop) {
    Optional<Checkpoint> restored = restore(progress);
    long done = restored.map(Checkpoint::step).orElse(0L);
    Optional<TensorBoard> board = config
        .logging()
        .filter(Logging::tensorboard)
        .map(logging -> TensorBoard.open(run.path(), done));
    try {
      return train(restored, board, progress, stop);
    } finally {
      board.ifPresent(TensorBoard::close);
    }
  }

  private Result train(
      Optional<Checkpoint> restored,
      Optional<TensorBoard> board,
      Progress progress,
      BooleanSupplier stop) {
    long done = restored.map(Checkpoint::step).orElse(0L);
    int steps = config.training().steps();
    List<String> columns = new ArrayList<>(List.of("step", "learning_rate"));
    columns.addAll(Metric.names(estimator.metrics()));
    progress.begin(done, steps, UPDATES);
    try (Metrics metrics = open(METRICS, columns, restored);
        Metrics density = open(DENSITY, Snapshot.DENSITY_COLUMNS, restored);
        Metrics probes = open(PROBE, LongRunProbe.COLUMNS, restored);
        Metrics times = open(TIMES, List.of("step", "seconds"), restored)) {
      Map<String, Metrics> tables =
          Map.of(METRICS, metrics, DENSITY, density, PROBE, probes, TIMES, times);
      board.ifPresent(events -> {
        metrics.alsoTo(now(events, "train", columns));
        density.alsoTo(of(events, "density", Snapshot.DENSITY_COLUMNS));
        probes.alsoTo(of(events, "probe", LongRunProbe.COLUMNS));
      });
      seconds = lastSeconds();
      Guard guard = new Guard(config.training().onDivergence(), estimator.metrics(), chainScale());
      guard.replay(
          Csv.read(run.file(METRICS)),
          events.lastRollback().map(Event::checkpoint).orElse(0L));
      long step = done;
      boolean stopped = stop.getAsBoolean() || (done > 0 && !record(done, tables, progress, stop));
      while (step < steps && !stopped && !learned) {
        Optional<Symptom> sign = update(step + 1, tables, guard);
        if (sign.isPresent()) {
          return new Result(step, false, last, Optional.of(new Divergence(step + 1, sign.get())));
        }
        step++;
        progress.at(step, note(last));
        if (step % config.training().logEvery() == 0) {
          progress.log(step, note(last));
        }
        // asked once: a signal between two questions would end the loop without its checkpoint
        stopped = stop.getAsBoolean();
        if (isCheckpointDue(step) || stopped || isLongAgo()) {
          checkpoint(step, tables);
        }
        stopped = stopped || !record(step, tables, progress, stop);
      }
      return new Result(step, (step == steps || learned) && !stopped, last, Optional.empty());
    }
  }

  /** Of updates those that are logged, and the last. */
  private Metrics.Follower now(TensorBoard events, String group, List<String> columns) {
    Metrics.Follower all = of(events, group, columns);
    return (step, values) -> {
      if (step % config.training().logEvery() == 0 || step == config.training().steps()) {
        all.row(step, values);
      }
    };
  }

  private static Metrics.Follower of(TensorBoard events, String group, List<String> columns) {
    return (step, values) -> events.add(step, group, columns.subList(1, columns.size()), values);
  }

  /** Before a probe, too: it may take as long as many updates. */
  private boolean isCheckpointDue(long step) {
    return step % config.training().checkpointEvery() == 0
        || step == config.training().steps()
        || probe.filter(p -> p.isDue(step)).isPresent();
  }

  /** Whether a kill would take more work than it may. */
  private boolean isLongAgo() {
    return (System.nanoTime() - saved) / 60e9 >= config.training().checkpointMinutes();
  }

  /** One update; or why it was not made. Its numbers are in {@link #last}. */
  private Optional<Symptom> update(long step, Map<String, Metrics> tables, Guard guard) {
    long begun = System.nanoTime();
    RandomKey stepKey = key.fold("step").fold(step);
    Batch batch = data.draw(config.training().batch(), stepKey.fold("data"));
    Estimate estimate;
    try {
      estimate = estimator.estimate(learners.weights(), batch, stepKey.fold("objective"));
    } catch (EbmException e) {
      if (e.exitCode() != ExitCode.DIVERGED) {
        throw e;
      }
      return Optional.of(Symptom.nonFinite(e.getMessage()));
    }
    Optional<Symptom> sign = guard.judge(estimate.values());
    if (sign.isPresent()) {
      return sign;
    }
    double rate = learners.update(estimate.gradients(), step, events.care().learningRate());
    if (!learners.isFinite()) {
      return Optional.of(Symptom.nonFinite("a weight is non-finite after the update"));
    }
    append(step, rate, estimate.values(), tables);
    seconds += (System.nanoTime() - begun) / 1e9;
    if (step % config.training().logEvery() == 0 || isPictured(step)) {
      table(tables, TIMES).append(step, seconds);
    }
    tables.forEach((name, table) -> rows.put(name, table.rows()));
    return Optional.empty();
  }

  private void append(long step, double rate, double[] metrics, Map<String, Metrics> tables) {
    double[] row = new double[metrics.length + 1];
    row[0] = rate;
    System.arraycopy(metrics, 0, row, 1, metrics.length);
    table(tables, METRICS).append(step, row);
    last = new LinkedHashMap<>(Map.of("learning_rate", rate));
    for (int i = 0; i < metrics.length; i++) {
      last.put(estimator.metrics().get(i).name(), metrics[i]);
    }
  }

  /**
   * Probe and pictures of an update. They come after its checkpoint and depend on nothing else, so a run resumed from there does them again.
   *
   * @return false if a stop was asked for meanwhile
   */
  private boolean record(
      long step, Map<String, Metrics> tables, Progress progress, BooleanSupplier stop) {
    if (probe.isPresent() && probe.get().isDue(step)) {
      RandomKey probeKey = key.fold("probe").fold(step);
      Optional<LongRunProbe.Result> result = probe.get().run(parameters(), probeKey, stop);
      if (result.isEmpty()) {
        return false;
      }
      result.get().write(run, table(tables, PROBE), step);
      Optional<String> found =
          enough.flatMap(rule -> rule.found(parameters(), result.get(), probeKey));
      found.ifPresent(text -> progress.say("learned enough at update " + step + ", " + text));
      learned = found.isPresent();
    }
    if (isPictured(step)) {
      snapshot.write(run, step, learners.model(), key.fold("snapshot").fold(step));
      snapshot.append(table(tables, DENSITY), step, parameters());
      pictures.draw(step);
    }
    return true;
  }

  private boolean isPictured(long step) {
    return step == config.training().steps()
        || learned
        || config.training().picturesEvery().filter(every -> step % every == 0).isPresent();
  }

  /** Of updates before the last row of times.csv; those between it and a checkpoint that a run goes on from are not counted. */
  private double lastSeconds() {
    double[] before = Csv.read(run.file(TIMES)).column("seconds");
    return before.length == 0 ? 0 : before[before.length - 1];
  }

  private void checkpoint(long step, Map<String, Metrics> tables) {
    Map<String, String> state = new TreeMap<>(inputs.sums());
    state.put(ROLLBACKS, String.valueOf(events.rollbacks()));
    tables.values().forEach(Metrics::force);
    rows.forEach((name, count) -> state.put(name, String.valueOf(count)));
    Map<String, Map<String, FloatArray>> files = new TreeMap<>(learners.files());
    files.put("chains", estimator.state());
    Checkpoint checkpoint = new Checkpoint(step, files, state);
    // results must not follow the clock or a scheduler: a rollback goes to none of these
    checkpoints.write(isCheckpointDue(step) ? checkpoint : checkpoint.forResuming());
    LearnedModel.write(run.model(), config, learners.model());
    saved = System.nanoTime();
  }

  private Optional<Checkpoint> restore(Progress progress) {
    Optional<Checkpoint> newest = newest(progress);
    if (newest.isEmpty()) {
      return newest;
    }
    Checkpoint checkpoint = newest.get();
    inputs.requireSame(run.path(), checkpoint.state());
    learners.restore(checkpoint.arrays());
    estimator.restore(checkpoint.arrays().getOrDefault("chains", Map.of()));
    if (checkpoint.step() > config.training().steps()) {
      throw new EbmException(
          ExitCode.CONFIG,
          "training.steps: the run is at update " + checkpoint.step() + " already, got "
              + config.training().steps() + "; give more");
    }
    // a kill between checkpoint and model would leave the model behind for good
    LearnedModel.write(run.model(), config, learners.model());
    return newest;
  }

  /** The newest good one of the path that was not given up. */
  private Optional<Checkpoint> newest(Progress progress) {
    Optional<Checkpoint> newest =
        checkpoints.newest(progress::say).map(Checkpoints.Loaded::checkpoint);
    String rollbacks = String.valueOf(events.rollbacks());
    boolean givenUp = newest
        .filter(checkpoint -> !checkpoint.state().getOrDefault(ROLLBACKS, "0").equals(rollbacks))
        .isPresent();
    if (!givenUp) {
      return newest;
    }
    long back = events.lastRollback().map(Event::checkpoint).orElse(Long.MAX_VALUE);
    checkpoints.discardAfter(back);
    Snapshot.discardAfter(run, back);
    return checkpoints.newest(progress::say).map(Checkpoints.Loaded::checkpoint);
  }

  private Optional<ChainScale> chainScale() {
    return config
        .withStepsTimes(events.care().steps())
        .objective()
        .negatives()
        .filter(negatives -> negatives.sampler().followsGradients())
        .map(negatives -> ChainScale.of(negatives, data, config.energy().units()));
  }

  private Metrics open(String name, List<String> columns, Optional<Checkpoint> restored) {
    Path file = run.file(name);
    return restored
        .map(checkpoint -> Metrics.resume(
            file, columns, Long.parseLong(checkpoint.state().getOrDefault(name, "0"))))
        .orElseGet(() -> Metrics.create(file, columns));
  }

  private static Metrics table(Map<String, Metrics> tables, String name) {
    return Objects.requireNonNull(tables.get(name));
  }

  private List<FloatArray> parameters() {
    return learners.energy().list();
  }

  /** What a progress line shows of an update's metrics: those that tell most, of those that there are. */
  private static String note(Map<String, Double> metrics) {
    return NOTED.stream()
        .filter(metrics::containsKey)
        .map(name -> String.format(Locale.ROOT, "%s %.3g", name, metrics.get(name)))
        .collect(Collectors.joining("  "));
  }

  @Override
  public void close() {
    probe.ifPresent(LongRunProbe::close);
    field.close();
    estimator.close();
  }
}
