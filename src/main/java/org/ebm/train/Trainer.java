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
import org.ebm.data.Examples;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.files.Csv;
import org.ebm.network.Parameter;
import org.ebm.objective.Estimate;
import org.ebm.objective.GradientEstimator;
import org.ebm.objective.Objective;
import org.ebm.run.Checkpoint;
import org.ebm.run.Checkpoints;
import org.ebm.run.Metrics;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
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
  private static final List<String> NOTED =
      List.of("energy_gap", "displacement", "loss", "log_normalizer", "accuracy");

  private final TrainConfig config;
  private final RunDirectory run;
  private final RandomKey key;
  private final Examples data;
  private final GradientEstimator estimator;
  /** The energy's parameters. */
  private final Map<String, FloatArray> weights = new LinkedHashMap<>();
  /** Those, and the objective's extra ones. */
  private final Map<String, FloatArray> learned;

  private final OptimizerState optimizer;
  private final Checkpoints checkpoints;
  private final Kernel field;
  private final Snapshot snapshot;
  private final Pictures pictures;
  private final Optional<LongRunProbe> probe;
  /** Rows of each table after the last update, before what was recorded of it: what a checkpoint of that update counts on. */
  private final Map<String, Long> rows = new TreeMap<>();
  /** Spent in updates, in all sessions of the run: the one thing here that differs from run to run. */
  private double seconds;

  /** How a call of {@link #train} ended: after which update, and whether that was the last one planned. */
  public record Result(long step, boolean finished, Map<String, Double> metrics) {}

  /**
   * @param config with a seed
   * @param run locked by the caller
   */
  public Trainer(TrainConfig config, Examples data, RunDirectory run, Torch torch) {
    Network network = config.network();
    this.config = config;
    this.data = data;
    this.run = run;
    this.key = RandomKey.ofSeed(config.seed().orElseThrow());
    this.estimator = config
        .objective()
        .open(network, data, config.runtime().compute(torch), key.fold("objective"));
    for (Parameter parameter : network.parameters()) {
      weights.put(parameter.name(), parameter.initial(key.fold("weights")));
    }
    this.learned = new LinkedHashMap<>(weights);
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Objective.Extra extra : config.objective().extras()) {
      Parameter parameter = extra.parameter();
      learned.put(parameter.name(), parameter.initial(key.fold("weights")));
      rates.put(parameter.name(), extra.rate());
    }
    this.optimizer = new OptimizerState(config.optimizer(), learned, rates);
    this.checkpoints = new Checkpoints(run.checkpoints(), config.training().keepCheckpoints());
    this.field =
        Kernel.open(network, new Langevin(1, 1, false), new Compute(torch, Precision.FLOAT32));
    this.snapshot = new Snapshot(data, estimator, field, config.training());
    this.pictures = new Pictures(run.path(), data);
    this.probe = config
        .probe()
        .map(p -> new LongRunProbe(p, network, data, config.runtime().compute(torch), field));
  }

  /**
   * Trains from the newest good checkpoint, or from the start.
   *
   * @param stop asked before the first and after every update, and during probes; true: write a checkpoint and return
   * @throws EbmException diverged (exit 4), with a checkpoint of the last good state
   */
  public Result train(Progress progress, BooleanSupplier stop) {
    Optional<Checkpoint> restored = restore(progress);
    long done = restored.map(Checkpoint::step).orElse(0L);
    int steps = config.training().steps();
    List<String> columns = new ArrayList<>(List.of("step", "learning_rate"));
    columns.addAll(estimator.metricNames());
    Map<String, Double> last = Map.of();
    progress.begin(done, steps);
    try (Metrics metrics = open(METRICS, columns, restored);
        Metrics density = open(DENSITY, Snapshot.DENSITY_COLUMNS, restored);
        Metrics probes = open(PROBE, LongRunProbe.COLUMNS, restored);
        Metrics times = open(TIMES, List.of("step", "seconds"), restored)) {
      Map<String, Metrics> tables =
          Map.of(METRICS, metrics, DENSITY, density, PROBE, probes, TIMES, times);
      seconds = lastSeconds();
      long step = done;
      boolean stopped = stop.getAsBoolean() || (done > 0 && !record(done, tables, stop));
      while (step < steps && !stopped) {
        step++;
        last = named(columns, update(step, tables));
        progress.at(step, note(last));
        if (step % config.training().logEvery() == 0) {
          progress.log(step, note(last));
        }
        // asked once: a signal between two questions would end the loop without its checkpoint
        stopped = stop.getAsBoolean();
        if (isCheckpointDue(step) || stopped) {
          checkpoint(step, tables);
        }
        stopped = stopped || !record(step, tables, stop);
      }
      return new Result(step, step == steps && !stopped, last);
    }
  }

  /** Before a probe, too: it may take as long as many updates. */
  private boolean isCheckpointDue(long step) {
    return step % config.training().checkpointEvery() == 0
        || step == config.training().steps()
        || probe.filter(p -> p.isDue(step)).isPresent();
  }

  /** One update; returns learning rate and metrics. */
  private double[] update(long step, Map<String, Metrics> tables) {
    long begun = System.nanoTime();
    RandomKey stepKey = key.fold("step").fold(step);
    FloatArray batch = data.batch(config.training().batch(), stepKey.fold("data"));
    Estimate estimate;
    try {
      estimate =
          estimator.estimate(List.copyOf(learned.values()), batch, stepKey.fold("objective"));
    } catch (EbmException e) {
      throw e.exitCode() == ExitCode.DIVERGED ? diverged(step, tables, e) : e;
    }
    double rate = config
        .schedule()
        .rate(config.optimizer().learningRate(), step, config.training().steps());
    optimizer.update(estimate.gradient(), new Optimizer.Clock(rate, step));
    if (!learned.values().stream().allMatch(FloatArray::isFinite)) {
      throw new EbmException(
          ExitCode.DIVERGED,
          "step " + step
              + ": a weight is non-finite after the update; start a new run with a lower learning rate");
    }
    double[] row = new double[estimate.metrics().length + 1];
    row[0] = rate;
    System.arraycopy(estimate.metrics(), 0, row, 1, estimate.metrics().length);
    table(tables, METRICS).append(step, row);
    seconds += (System.nanoTime() - begun) / 1e9;
    if (step % config.training().logEvery() == 0 || isPictured(step)) {
      table(tables, TIMES).append(step, seconds);
    }
    tables.forEach((name, table) -> rows.put(name, table.rows()));
    return row;
  }

  private EbmException diverged(long step, Map<String, Metrics> tables, EbmException cause) {
    String kept = "nothing was learned yet";
    if (step > 1) {
      checkpoint(step - 1, tables);
      kept = "the state before this update is in "
          + run.checkpoints().resolve("step-%06d".formatted(step - 1));
    }
    return new EbmException(
        ExitCode.DIVERGED, "step " + step + ": " + cause.getMessage() + "; " + kept, cause);
  }

  /**
   * Probe and pictures of an update. They come after its checkpoint and depend on nothing else, so a run resumed from there does them again.
   *
   * @return false if a stop was asked for meanwhile
   */
  private boolean record(long step, Map<String, Metrics> tables, BooleanSupplier stop) {
    if (probe.isPresent() && probe.get().isDue(step)) {
      RandomKey probeKey = key.fold("probe").fold(step);
      Optional<LongRunProbe.Result> result = probe.get().run(parameters(), probeKey, stop);
      if (result.isEmpty()) {
        return false;
      }
      result.get().write(run, table(tables, PROBE), step);
    }
    if (isPictured(step)) {
      snapshot.write(run, step, parameters(), key.fold("snapshot").fold(step));
      snapshot.append(table(tables, DENSITY), step, parameters());
      pictures.draw(step);
    }
    return true;
  }

  private boolean isPictured(long step) {
    return step == config.training().steps()
        || config.training().picturesEvery().filter(every -> step % every == 0).isPresent();
  }

  /** Of updates before the last row of times.csv; those between it and a checkpoint that a run goes on from are not counted. */
  private double lastSeconds() {
    double[] before = Csv.read(run.file(TIMES)).column("seconds");
    return before.length == 0 ? 0 : before[before.length - 1];
  }

  private void checkpoint(long step, Map<String, Metrics> tables) {
    Map<String, String> state = new TreeMap<>(Map.of("data", data.fingerprint()));
    tables.values().forEach(Metrics::force);
    rows.forEach((name, count) -> state.put(name, String.valueOf(count)));
    checkpoints.write(new Checkpoint(
        step,
        Map.of("weights", learned, "optimizer", optimizer.slots(), "chains", estimator.state()),
        state));
    ModelDirectory.write(run.model(), config.network(), weights);
  }

  private Optional<Checkpoint> restore(Progress progress) {
    Optional<Checkpoint> newest =
        checkpoints.newest(progress::say).map(Checkpoints.Loaded::checkpoint);
    if (newest.isEmpty()) {
      return newest;
    }
    Checkpoint checkpoint = newest.get();
    String fingerprint = checkpoint.state().getOrDefault("data", "");
    if (!fingerprint.equals(data.fingerprint())) {
      throw new EbmException(
          ExitCode.DAMAGED,
          run.path() + ": the data changed since this run began (SHA-256 " + fingerprint + ", now "
              + data.fingerprint() + "); put the old files back or start a new run");
    }
    OptimizerState.copy(
        checkpoint.arrays().getOrDefault("weights", Map.of()), learned, "weights.safetensors");
    optimizer.restore(checkpoint.arrays().getOrDefault("optimizer", Map.of()));
    estimator.restore(checkpoint.arrays().getOrDefault("chains", Map.of()));
    if (checkpoint.step() > config.training().steps()) {
      throw new EbmException(
          ExitCode.CONFIG,
          "training.steps: the run is at update " + checkpoint.step() + " already, got "
              + config.training().steps() + "; give more");
    }
    // an update that diverges at once writes the same checkpoint again
    for (String table : List.of(METRICS, DENSITY, PROBE, TIMES)) {
      rows.put(table, Long.parseLong(checkpoint.state().getOrDefault(table, "0")));
    }
    // a kill between checkpoint and model would leave the model behind for good
    ModelDirectory.write(run.model(), config.network(), weights);
    return newest;
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

  private static Map<String, Double> named(List<String> columns, double[] row) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      named.put(columns.get(i + 1), row[i]);
    }
    return named;
  }

  private List<FloatArray> parameters() {
    return List.copyOf(weights.values());
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
