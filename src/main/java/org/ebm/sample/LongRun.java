package org.ebm.sample;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.diagnose.Moments;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.files.Csv;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.run.Work;
import org.ebm.sampler.ChainRange;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Descent;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Ladder;
import org.ebm.sampler.LadderState;
import org.ebm.sampler.Metric;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.Transition;
import org.ebm.sampler.WarmUp;
import org.ebm.torch.Torch;

/**
 * Long chains on an energy. The steps after a milestone depend on the seed, the milestone and the state there only; a checkpoint holds just these, so a
 * resumed run gives the same bytes as one that was never stopped.
 */
public final class LongRun implements AutoCloseable {
  /** Examples that the data's energy is the mean of. */
  private static final int REFERENCE = 1000;
  /** By the clock, however slow the chains are; any milestone will do, as at a stop. */
  private static final Duration SAVED_EVERY = Duration.ofMinutes(10);

  private static final Work STEPS =
      new Work("chain steps", "fewer of them (--steps), fewer --chains, or more cores");

  private final SampleConfig config;
  private final Optional<Examples> data;
  private final RandomKey key;
  private final ChainRange range;
  private final Milestones milestones;
  private final Potential energy;
  private final EnergyInputs inputs;
  /** Those of the chains that move here. */
  private final EnergyInputs told;

  private final Compute compute;
  private final Kernel kernel;
  /** The loop in the coordinates of metrics that a warm-up came to. */
  private final Map<Metric, Kernel> stretched = new HashMap<>();

  /** In float32, where the chains are not: bfloat16 energies are coarse at a low temperature. */
  private final Optional<Kernel> field;

  private final Optional<FloatArray> energyData;
  private final Optional<Ladder> ladder;

  /**
   * How a call of {@link #run} ended.
   *
   * @param steps taken in all
   * @param energyChains mean U of the chains; NaN where U is not known
   * @param energyData mean U of data, if there are data: what a realistic steady state has
   * @param stepSize eps, as configured or as a warm-up found it
   * @param displacement of the last row of the trace, as is the acceptance; NaN before the first
   * @param ladder of chains that are on one
   */
  public record Result(
      int steps,
      boolean finished,
      double energyChains,
      Optional<Double> energyData,
      double stepSize,
      double displacement,
      double acceptance,
      Optional<LadderFindings> ladder) {}

  private LongRun(SampleConfig config, Potential energy, Optional<Examples> data, Torch torch) {
    this.config = config;
    this.data = data;
    this.key = RandomKey.ofSeed(config.seed().orElseThrow());
    this.range = config.range();
    this.milestones = new Milestones(config);
    this.energy = energy;
    this.inputs = energy.inputs(List.of(), config.chains());
    this.told = range.of(inputs);
    this.compute = config.runtime().compute(torch);
    this.kernel = Kernel.open(energy, config.sampler(), compute);
    this.field = compute.precision() == Precision.FLOAT32
        ? Optional.empty()
        : Optional.of(Kernel.open(
            energy,
            config.sampler(),
            new Compute(torch, Precision.FLOAT32, compute.chainsPerBlock())));
    this.energyData = hasEnergy() ? energiesOfData() : Optional.empty();
    this.ladder = config
        .replicaExchange()
        .map(how -> Ladder.open(
            energy,
            inputs,
            config.sampler(),
            how,
            data.map(examples -> examples.batch(REFERENCE, key.fold("reference"))),
            compute));
  }

  /**
   * Reads and compiles what chains need.
   *
   * @param config resolved
   * @param energy that of the configuration, opened
   * @param data what {@link SampleConfig#openData} gives
   */
  public static LongRun open(
      SampleConfig config, Potential energy, Optional<Examples> data, Torch torch) {
    data.filter(examples -> !examples.shape().equals(energy.shape())).ifPresent(examples -> {
      throw new ConfigException(
          "data",
          "must have the shape of the energy's input, " + energy.shape() + ", got "
              + examples.shape());
    });
    config.descent().ifPresent(way -> way.levels(energy));
    return new LongRun(config, energy, data, torch);
  }

  /**
   * Runs the chains from the newest good checkpoint, or from their start, and writes trace.csv, energies.npy, samples.npz and, if states are kept,
   * states.npy.
   *
   * @param run locked by the caller
   * @param stop asked before the first and after every milestone; true: write a checkpoint and return
   * @throws EbmException diverged (exit 4) when chains become non-finite; what was reached is written
   */
  public Result run(RunDirectory run, Progress progress, BooleanSupplier stop) {
    ChainsAtStep reached;
    try (Recorder recorder =
        Recorder.open(run, config, Inputs.of(config, energy, data), progress::say)) {
      reached = recorder.restored().orElseGet(() -> start(recorder, progress));
      progress.begin(reached.step(), config.steps(), STEPS);
      ToldPairs.write(run, energy);
      String note = "";
      long saved = System.nanoTime();
      boolean stopped = stop.getAsBoolean();
      while (reached.step() < config.steps() && !stopped) {
        reached = toNextMilestone(reached, recorder, run);
        if (milestones.isTraced(reached.step())) {
          note = note(reached, row(reached, recorder));
        }
        progress.at(reached.step(), note);
        // asked once: a signal between two questions would end the loop without its checkpoint
        stopped = stop.getAsBoolean();
        boolean due = milestones.isSaved(reached.step()) || reached.step() == config.steps();
        if (due || stopped || System.nanoTime() - saved >= SAVED_EVERY.toNanos()) {
          recorder.save(reached);
          saved = System.nanoTime();
          progress.log(reached.step(), note);
        }
      }
      // after the checkpoint: a run that goes on from here with more steps does not have this row
      if (reached.step() == config.steps() && !milestones.isTraced(reached.step())) {
        row(reached, recorder);
      }
      recorder.end(reached, energies(reached.state()), energyData);
      if (hasEnergy()) {
        PlaneField.write(
            run,
            energy,
            data.flatMap(Examples::box),
            () -> starts(warning -> {}),
            points -> field.orElse(kernel).init(inputs, points).energy());
      }
      recorder.endOfLadder(
          reached, ladder.map(Ladder::logReference).orElse(OptionalDouble.empty()));
    }
    return result(run, reached);
  }

  /**
   * Draws the starts and forgets them: what is wrong with them shows before there is a run directory.
   *
   * @param warnings told of damaged checkpoints of the training run whose bank is asked for
   */
  public void requireStarts(Consumer<String> warnings) {
    starts(warnings);
  }

  /**
   * Finds the energies of the starts.
   *
   * @throws EbmException diverged (exit 4) if some are not finite: no step_size helps there
   */
  public void requireFiniteStarts() {
    if (config.descent().isEmpty()) {
      FloatArray own = range.of(starts(warning -> {}));
      ChainState state = kernel.init(told, own);
      if (state.nonFinite() > 0) {
        throw NonFinite.starts(config, state);
      }
    }
  }

  /** Of all chains, whichever part of them moves here. */
  private FloatArray starts(Consumer<String> warnings) {
    return StartStates.open(config, energy, data, compute, warnings)
        .draw(config.chains(), key.fold("init"))
        .position();
  }

  /** The first states and, after a warm-up, the eps of the steps to come. A warm-up is of all chains, since they adapt one eps together. */
  private ChainsAtStep start(Recorder recorder, Progress progress) {
    if (ladder.isPresent()) {
      return startOfLadder(recorder, progress);
    }
    ChainRange first = config.warmUp().isPresent() ? config.whole().range() : range;
    ChainState state =
        kernel.init(first.of(inputs), taken(first.of(starts(progress::say)), first, progress));
    ChainsAtStep start = config
        .warmUp()
        .map(warmUp ->
            warmedUp(warmUp.run(this::in, inputs, state, key.fold("warm_up")), recorder, progress))
        .orElse(new ChainsAtStep(0, state, config.sampler(), Metric.NONE));
    recorder.show(start);
    recorder.save(start);
    return start;
  }

  private ChainsAtStep startOfLadder(Recorder recorder, Progress progress) {
    progress.say("replica_exchange: pilot");
    LadderState state = ladder.orElseThrow().pilot(starts(progress::say), key.fold("pilot"));
    progress.say("replica_exchange: " + ladder.orElseThrow().found(state));
    ChainsAtStep start = ChainsAtStep.on(state, config.sampler());
    recorder.climbs(state);
    recorder.show(start);
    recorder.save(start);
    return start;
  }

  /** Down the noise levels, if the configuration says so. */
  private FloatArray taken(FloatArray starts, ChainRange chains, Progress progress) {
    if (config.descent().isEmpty()) {
      return starts;
    }
    Descent way = config.descent().get();
    progress.say(way.key());
    Descent.Run how = new Descent.Run(compute, key.fold(way.key()), chains.firstBlock());
    return way.run(energy, List.of(), starts, how);
  }

  private ChainsAtStep warmedUp(WarmUp.Result warm, Recorder recorder, Progress progress) {
    recorder.warmedUp(warm);
    Sampler sampler = warm.kernel().sampler();
    progress.say(String.format(
        Locale.ROOT,
        "warm-up: step_size %.4g, acceptance %.3f at its last step",
        sampler.stepSize(),
        warm.acceptance()[warm.acceptance().length - 1]));
    return new ChainsAtStep(0, range.of(warm.state()), sampler, warm.metric());
  }

  private Kernel in(Metric metric) {
    return metric.isNone()
        ? kernel
        : stretched.computeIfAbsent(
            metric, one -> Kernel.open(one.of(energy), config.sampler(), compute));
  }

  private ChainsAtStep toNextMilestone(ChainsAtStep from, Recorder recorder, RunDirectory run) {
    int steps = milestones.after(from.step()) - from.step();
    RandomKey chunk = key.fold("chains").fold(from.step());
    boolean started = from.state().nonFinite() == 0;
    ChainsAtStep reached = from.ladder()
        .map(rungs -> climbed(rungs, steps, recorder))
        .orElseGet(() -> moved(from, steps, chunk, recorder));
    if (reached.state().nonFinite() > 0) {
      FloatArray energy = reached.state().writtenEnergy();
      recorder.row(reached, energy);
      recorder.end(reached, energy, energyData);
      throw started ? NonFinite.chains(reached, run) : NonFinite.starts(config, from.state());
    }
    if (milestones.isKept(reached.step())) {
      recorder.keep(reached);
    }
    if (milestones.isShown(reached.step())) {
      recorder.show(reached);
    }
    return reached;
  }

  private ChainsAtStep moved(ChainsAtStep from, int steps, RandomKey chunk, Recorder recorder) {
    Metric metric = from.metric();
    Transition moved = in(metric)
        .with(from.sampler())
        .startingAt(range.firstBlock())
        .run(told, metric.into(from.state()), steps, chunk);
    recorder.add(moved, steps);
    return new ChainsAtStep(
        from.step() + steps, metric.outOf(moved.state()), from.sampler(), metric);
  }

  private ChainsAtStep climbed(LadderState from, int steps, Recorder recorder) {
    Ladder.Moved moved = ladder.orElseThrow().run(from, steps, key.fold("ladder"));
    recorder.add(moved, steps);
    return ChainsAtStep.on(moved.state(), config.sampler());
  }

  private FloatArray row(ChainsAtStep reached, Recorder recorder) {
    FloatArray energy = energies(reached.state());
    recorder.row(reached, energy);
    return energy;
  }

  /** Each example told its own image, where chains are told such; empty where chains are told what no data are. */
  private Optional<FloatArray> energiesOfData() {
    Kernel exact = field.orElse(kernel);
    return ToldPairs.truth(energy)
        .or(() -> data.filter(examples -> ToldPairs.areOfOneLaw(energy))
            .map(examples -> examples.batch(REFERENCE, key.fold("data"))))
        .map(x -> exact.init(energy.inputs(List.of(), x.rows()), x).energy());
  }

  private boolean hasEnergy() {
    return energy.abilities().contains(Ability.ENERGY);
  }

  /** U of the chains, as exactly as energies are reported; NaN where it is not known. */
  private FloatArray energies(ChainState state) {
    return field.map(exact -> exact.init(told, state.position())).orElse(state).writtenEnergy();
  }

  private String note(ChainsAtStep reached, FloatArray energy) {
    String ofData = energyData
        .map(values -> String.format(Locale.ROOT, ", data %.5g", mean(values)))
        .orElse("");
    String travels = reached
        .ladder()
        .map(rungs -> String.format(Locale.ROOT, ", %d round trips", rungs.roundTrips()))
        .orElse("");
    if (!reached.state().hasEnergy()) {
      return "step " + reached.step();
    }
    return String.format(
        Locale.ROOT, "energy %.5g (step %d%s%s)", mean(energy), reached.step(), ofData, travels);
  }

  private Result result(RunDirectory run, ChainsAtStep reached) {
    Csv trace = Csv.read(run.file(Trace.CSV));
    return new Result(
        reached.step(),
        reached.step() == config.steps(),
        mean(energies(reached.state())),
        energyData.map(LongRun::mean),
        reached.sampler().stepSize(),
        last(trace, "displacement"),
        last(trace, "acceptance"),
        LadderFindings.of(run.path(), config));
  }

  private static double mean(FloatArray values) {
    return Moments.of(values.values()).mean();
  }

  private static double last(Csv trace, String column) {
    return trace.rows() == 0 ? Double.NaN : trace.column(column)[trace.rows() - 1];
  }

  @Override
  public void close() {
    ladder.ifPresent(Ladder::close);
    stretched.values().forEach(Kernel::close);
    field.ifPresent(Kernel::close);
    kernel.close();
  }
}
