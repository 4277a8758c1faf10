package org.ebm.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.run.Checkpoint;
import org.ebm.run.Checkpoints;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Ladder;
import org.ebm.sampler.LadderState;
import org.ebm.sampler.Metric;
import org.ebm.sampler.Transition;
import org.ebm.sampler.WarmUp;

/** What a run of chains writes, and what it finds of itself when it goes on. */
final class Recorder implements AutoCloseable {
  static final int CHECKPOINTS_KEPT = 2;
  static final String WARM_UP = "warm_up.csv";
  static final String CHAINS = "chains";
  static final String SHOWN = "shown";
  static final String TRACE = "trace";
  private static final String LADDER = "ladder";
  private static final String LADDER_TRACE = "ladder_trace";
  private static final String LADDER_NUMBER = "ladder ";
  /** The units of the coordinates that the chains move in, (1, shape...). */
  static final String UNITS = "metric.npy";

  private static final String STEP_SIZE = "step_size";
  private static final String METRIC = "metric";

  private final RunDirectory run;
  private final Checkpoints checkpoints;
  private final Map<String, String> inputs;
  private final Optional<ChainsAtStep> restored;
  private final Shape shape;
  private final StatesOverTime shown;
  private final Trace trace;
  /** Once the levels are known. */
  private Optional<LadderTrace> ladder;

  private Recorder(
      RunDirectory run, SampleConfig config, Map<String, String> inputs, Consumer<String> say) {
    this.run = run;
    this.inputs = inputs;
    this.shape = config.energy().shape();
    this.checkpoints = new Checkpoints(run.checkpoints(), CHECKPOINTS_KEPT);
    Optional<Checkpoint> saved = checkpoints.newest(say).map(Checkpoints.Loaded::checkpoint);
    saved.ifPresent(checkpoint -> {
      Inputs.requireSame(run.path(), inputs, checkpoint.state());
      requireMoreThan(checkpoint.step(), config);
    });
    this.restored = saved.map(checkpoint -> reached(checkpoint, config));
    this.shown =
        StatesOverTime.of(saved.map(checkpoint -> arrays(checkpoint, SHOWN)).orElse(Map.of()));
    this.trace = new Trace(
        run,
        config,
        saved.map(Checkpoint::state).orElse(Map.of()),
        saved.map(checkpoint -> arrays(checkpoint, TRACE)).orElse(Map.of()));
    this.ladder = restored
        .flatMap(ChainsAtStep::ladder)
        .map(state -> new LadderTrace(
            run,
            state,
            saved.map(Checkpoint::state).orElse(Map.of()),
            saved.map(checkpoint -> arrays(checkpoint, LADDER_TRACE)).orElse(Map.of())));
  }

  /**
   * Begins a run's files, or cuts them back to its newest good checkpoint.
   *
   * @param inputs what must not have changed since the run began
   * @param say told of damaged checkpoints
   */
  static Recorder open(
      RunDirectory run, SampleConfig config, Map<String, String> inputs, Consumer<String> say) {
    return new Recorder(run, config, inputs, say);
  }

  private static void requireMoreThan(long step, SampleConfig config) {
    if (step > config.steps()) {
      throw new ConfigException(
          "steps",
          "the run is at step " + step + " already, got " + config.steps() + "; give more");
    }
  }

  static ChainsAtStep reached(Checkpoint checkpoint, SampleConfig config) {
    if (config.replicaExchange().isPresent()) {
      Map<String, String> numbers = new TreeMap<>();
      checkpoint.state().forEach((name, value) -> {
        if (name.startsWith(LADDER_NUMBER)) {
          numbers.put(name.substring(LADDER_NUMBER.length()), value);
        }
      });
      return ChainsAtStep.on(LadderState.of(arrays(checkpoint, LADDER), numbers), config.sampler());
    }
    Map<String, FloatArray> chains = arrays(checkpoint, CHAINS);
    ChainState state = config.sampler().followsGradients()
        ? new ChainState(
            array(chains, "position"), array(chains, "energy"), array(chains, "gradient"))
        : ChainState.withoutGradient(array(chains, "position"), array(chains, "energy"));
    double stepSize = Double.parseDouble(checkpoint
        .state()
        .getOrDefault(STEP_SIZE, String.valueOf(config.sampler().stepSize())));
    return new ChainsAtStep(
        Math.toIntExact(checkpoint.step()),
        state,
        config.sampler().withStepSize(stepSize),
        Metric.of(checkpoint.state().getOrDefault(METRIC, "")));
  }

  private static Map<String, FloatArray> arrays(Checkpoint checkpoint, String name) {
    return checkpoint.arrays().getOrDefault(name, Map.of());
  }

  private static FloatArray array(Map<String, FloatArray> arrays, String name) {
    return Optional.ofNullable(arrays.get(name))
        .orElseThrow(() -> EbmException.damaged(CHAINS + ".safetensors", "has no array " + name));
  }

  /** Where the newest checkpoint left the chains; empty for a run that begins. */
  Optional<ChainsAtStep> restored() {
    return restored;
  }

  /** Writes warm_up.csv, how eps was found, and metric.npy, if there is a metric. */
  void warmedUp(WarmUp.Result warmUp) {
    List<String> columns = List.of("step", "step_size", "acceptance");
    try (Metrics csv = Metrics.create(run.file(WARM_UP), columns)) {
      for (int step = 0; step < warmUp.stepSize().length; step++) {
        csv.append(step + 1, warmUp.stepSize()[step], warmUp.acceptance()[step]);
      }
    }
    if (!warmUp.metric().isNone()) {
      FloatArray units = warmUp.metric().scale(shape);
      AtomicFile.write(run.file(UNITS), out -> Npy.write(out, units));
    }
  }

  /** Begins the files of a ladder, whose pilot is done. */
  void climbs(LadderState state) {
    ladder = Optional.of(new LadderTrace(run, state, Map.of(), Map.of()));
  }

  void add(Transition transition, int steps) {
    trace.add(transition, steps);
  }

  /** Steps on a ladder. */
  void add(Ladder.Moved moved, int steps) {
    trace.add(moved.target(), steps);
    ladder.orElseThrow().add(moved, steps);
  }

  void row(ChainsAtStep reached, FloatArray energy) {
    trace.row(reached, energy.values());
    ladder.ifPresent(rows -> rows.row(reached.ladder().orElseThrow()));
  }

  void keep(ChainsAtStep reached) {
    trace.keep(reached.state().position().values());
  }

  void show(ChainsAtStep reached) {
    shown.add(reached.step(), reached.state().position());
  }

  /** Writes a checkpoint, after all that it counts on. */
  void save(ChainsAtStep reached) {
    ChainState state = reached.state();
    Map<String, FloatArray> chains =
        new TreeMap<>(Map.of("position", state.position(), "energy", state.energy()));
    if (state.hasGradient()) {
      chains.put("gradient", state.gradient());
    }
    Map<String, String> saved = new TreeMap<>(inputs);
    saved.putAll(trace.saved());
    saved.put(STEP_SIZE, String.valueOf(reached.sampler().stepSize()));
    if (!reached.metric().isNone()) {
      saved.put(METRIC, reached.metric().text());
    }
    Map<String, Map<String, FloatArray>> arrays =
        new TreeMap<>(Map.of(CHAINS, chains, SHOWN, shown.saved(), TRACE, trace.sums()));
    ladder.ifPresent(rows -> {
      LadderState rungs = reached.ladder().orElseThrow();
      saved.putAll(rows.saved());
      rungs.numbers().forEach((name, value) -> saved.put(LADDER_NUMBER + name, value));
      arrays.put(LADDER, rungs.arrays());
      arrays.put(LADDER_TRACE, rows.sums());
    });
    checkpoints.write(new Checkpoint(reached.step(), arrays, saved));
  }

  /**
   * Writes samples.npz.
   *
   * @param energy of the chains where they are
   * @param energyData of data, if there are data
   */
  void end(ChainsAtStep reached, FloatArray energy, Optional<FloatArray> energyData) {
    Map<String, FloatArray> energies = new LinkedHashMap<>();
    energies.put(StatesOverTime.ENERGY, energy);
    energyData.ifPresent(values -> energies.put(StatesOverTime.ENERGY_DATA, values));
    shown.write(run.file(StatesOverTime.FILE), reached, energies);
  }

  /**
   * Writes levels.csv, if there is a ladder.
   *
   * @param logReference log Z at the lowest rung, if it is known
   */
  void endOfLadder(ChainsAtStep reached, OptionalDouble logReference) {
    ladder.ifPresent(rows -> rows.end(run, reached.ladder().orElseThrow(), logReference.orElse(0)));
  }

  @Override
  public void close() {
    try (trace) {
      ladder.ifPresent(LadderTrace::close);
    }
  }
}
