package org.ebm.service;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.run.PairsRecord;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.LongRun;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;

/** Chains as a resumable run in a folder of its own: {@code ebm sample}, and whatever else needs long chains. */
public final class SamplingRun implements AutoCloseable {
  private final SampleConfig config;
  private final Optional<Examples> data;
  private final Engine engine;
  private final LongRun chains;

  private SamplingRun(
      SampleConfig resolved, Potential energy, Optional<Examples> data, Engine engine) {
    this.config = resolved.in(engine.precision());
    this.data = data;
    this.engine = engine;
    this.chains = LongRun.open(config, energy, data, engine.torch());
  }

  /**
   * What came of a run of chains.
   *
   * @param run its folder
   */
  public record Result(Path run, LongRun.Result chains) {
    /** What the command says of it, by name. */
    public Map<String, Object> summary() {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("run", run.toString());
      summary.put("steps", chains.steps());
      summary.put("finished", chains.finished());
      chains.energyData().ifPresent(energy -> summary.put("energy_data", energy));
      if (!Double.isNaN(chains.energyChains())) {
        summary.put("energy_chains", chains.energyChains());
      }
      if (!Double.isNaN(chains.stepSize())) {
        summary.put("step_size", chains.stepSize());
      }
      summary.put("displacement", chains.displacement());
      summary.put("acceptance", chains.acceptance());
      PairsRecord.of(run).ifPresent(pairs -> summary.putAll(pairs.summary()));
      chains.ladder().ifPresent(ladder -> summary.putAll(ladder.values()));
      return summary;
    }
  }

  /** As it begins now: with nothing left to choose. */
  public static SampleConfig begun(SampleConfig asked) {
    return asked.resolved(Seeds.draw());
  }

  /**
   * The configuration with which a run goes on.
   *
   * @param directory locked
   * @param changes what was asked to be different
   * @throws EbmException if it is no sample run, or more than steps, device and workers would change
   */
  public static SampleConfig continued(RunDirectory directory, UnaryOperator<ConfigTree> changes) {
    if (!RunKind.of(directory.path()).orElseThrow().isChains()) {
      throw new EbmException(
          ExitCode.USAGE,
          directory.path() + ": is no run of chains; name the sample run with --run-dir");
    }
    ConfigTree tree = RunConfig.read(directory.path());
    SampleConfig before = tree.bind(SampleConfig.class);
    SampleConfig now = changes.apply(tree).bind(SampleConfig.class);
    new Continuation("sample", directory.path(), "steps, runtime.device and runtime.workers")
        .require(before.withBudgetsOf(now), now);
    return now;
  }

  /**
   * Opens data, engine and energy, and chooses the precision; writes nothing.
   *
   * @param config resolved
   */
  public static SamplingRun open(SampleConfig config) {
    return open(config, config.openData(), config.energy()::open);
  }

  /** The same, on data and perhaps an energy that are open already. */
  static SamplingRun open(
      SampleConfig config, Optional<Examples> data, Supplier<Potential> energy) {
    Engine engine = Engine.open(config.runtime(), config.precisionOf());
    boolean opened = false;
    try {
      SamplingRun run = new SamplingRun(config, energy.get(), data, engine);
      opened = true;
      return run;
    } finally {
      if (!opened) {
        engine.close();
      }
    }
  }

  /**
   * Begins the chains in a new run's folder.
   *
   * @param folder makes it, once it is known that the chains can start
   * @param origins where the configuration's values come from
   */
  public Ended<Result> begin(
      Supplier<RunDirectory> folder, Map<String, String> origins, Call call) {
    requireStarts();
    chains.requireFiniteStarts();
    try (OpenRun run = open(RunKind.SAMPLE, folder.get(), origins, asShard(call))) {
      return sample(run, call, Emulation.FRESH);
    }
  }

  /** Goes on with the chains from their newest good checkpoint. */
  public Ended<Result> goOn(RunDirectory directory, Call call) {
    try (OpenRun run = OpenRun.goOn(directory, RunKind.SAMPLE, asShard(call))) {
      return sample(run, call, Emulation.anew("sample", directory.path()));
    }
  }

  private Call asShard(Call call) {
    return config.shard().isPresent() ? call.ofPart() : call;
  }

  /** Fails if the chains cannot start where they should. */
  void requireStarts() {
    chains.requireStarts(warning -> {});
  }

  private Ended<Result> sample(OpenRun run, Call call, String instead) {
    Path path = run.directory().path();
    return run.during(config, () -> {
      call.progress().say("run directory " + path + ", seed " + config.seed().orElseThrow());
      LongRun.Result result = moved(run, call, instead);
      if (result.acceptance() == 0) {
        call.progress()
            .say(
                "acceptance 0: every proposal since the last trace row was rejected, so the chains did not move; lower sampler step_size, or let warm_up find it");
      }
      return new Ended<>(new Result(path, result), result.finished());
    });
  }

  /** Begins a run of some kind that consists of these chains. */
  OpenRun open(RunKind kind, RunDirectory directory, Map<String, String> origins, Call call) {
    Provenance.Subject subject = engine.subject(call, config.seed().orElseThrow(), data, origins);
    return OpenRun.begin(directory, kind, subject, call);
  }

  /**
   * Runs the chains in a run of some kind that consists of them; false if they were stopped.
   *
   * @param instead what to type for float32
   */
  boolean moveIn(OpenRun run, Call call, String instead) {
    return run.during(config, () -> {
          call.progress().say("chains in " + run.directory().path());
          LongRun.Result result = moved(run, call, instead);
          return new Ended<>(result, result.finished());
        })
        .finished();
  }

  /** To their end or to a stop, and draws. */
  private LongRun.Result moved(OpenRun run, Call call, String instead) {
    data.map(Examples::remarks).orElse(List.of()).forEach(call.progress()::say);
    engine.remarksOnWorkers(instead).forEach(call.progress()::say);
    LongRun.Result result = chains.run(run.directory(), call.progress(), call.stop());
    new SamplePictures(run.directory().path(), data).draw();
    return result;
  }

  @Override
  public void close() {
    chains.close();
    engine.close();
  }
}
