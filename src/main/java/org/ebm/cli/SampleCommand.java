package org.ebm.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.run.StopSignal;
import org.ebm.sample.LongRun;
import org.ebm.sample.SampleConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm sample}: long chains of a learned model, with its training run's data and sampler unless told otherwise, or of any other energy. */
@Command(
    name = "sample",
    description = "Runs chains of a model, or of any energy given by --config or --set.",
    mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer>, Computes {
  @Mixin
  private ModelOption model = new ModelOption();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private ChainOptions chains = new ChainOptions();

  @Mixin
  private ShardOption shard = new ShardOption();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(
      names = "--resume",
      description =
          "Goes on with the run in --run-dir (default: runs/latest) from its newest good checkpoint.")
  private boolean resume;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    return resume ? resumed() : fresh();
  }

  private int fresh() {
    ConfigTree tree = tree().withLatestKinds(SampleConfig.class);
    SampleConfig bound = tree.bind(SampleConfig.class).resolved(Seeds.draw());
    try (SamplingRun run = SamplingRun.open(bound)) {
      List<String> commandLine = List.copyOf(spec.commandLine().getParseResult().originalArgs());
      Provenance provenance = run.starting(RunKind.SAMPLE, commandLine, tree.origins());
      run.requireFiniteStarts();
      RunDirectory directory = options.create(config.name("sample"));
      return sample(run, RunScope.of(run.config().shard(), directory, provenance));
    }
  }

  private int resumed() {
    if (model.isGiven()) {
      throw new EbmException(
          ExitCode.USAGE, "sample: --resume goes on with the run's own energy; leave out --model");
    }
    Path path = options.directory().orElseGet(() -> RunDirectory.latest(Path.of("runs")));
    try (RunDirectory directory = RunDirectory.resume(path);
        SamplingRun run = SamplingRun.open(
            SamplingRun.resumed(directory, base -> overlaid(base, Optional.empty())))) {
      Provenance provenance = Provenance.of(directory.path()).restarted();
      return sample(run, RunScope.of(run.config().shard(), directory, provenance));
    }
  }

  /** An energy given here stands on its own; a model brings its training run's data, sampler and runtime. */
  private ConfigTree tree() {
    if (!config.describeEnergy("sample", "--model", model.isGiven())) {
      Inheritance inherited = Inheritance.of(model.directory());
      return overlaid(inherited.tree(), Optional.of(inherited));
    }
    return overlaid(ConfigTree.empty(), Optional.empty());
  }

  private ConfigTree overlaid(ConfigTree base, Optional<Inheritance> inherited) {
    return config.assigned(shard.over(chains.over(config.tree(base), inherited)));
  }

  private int sample(SamplingRun run, RunScope scope) {
    StopSignal stop = StopSignal.listen();
    RunDirectory directory = scope.directory();
    try (scope) {
      return scope.during(() -> {
        try (Progress progress = options.progress(spec.commandLine().getErr())) {
          progress.keepIn(directory.progress());
          progress.say("run directory " + directory.path() + ", seed "
              + run.config().seed().orElseThrow());
          run.remarks(instead(directory)).forEach(progress::say);
          LongRun.Result result = run.run(directory, progress, stop);
          if (result.acceptance() == 0) {
            progress.say(
                "acceptance 0: every proposal since the last trace row was rejected, so the chains did not move; lower sampler step_size, or let warm_up find it");
          }
          print(directory, result);
          return scope.reported(result.finished(), stop.name());
        }
      });
    }
  }

  private String instead(RunDirectory run) {
    return resume ? Emulation.anew("sample", run.path()) : Emulation.FRESH;
  }

  private void print(RunDirectory run, LongRun.Result result) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.path().toString());
    summary.put("steps", result.steps());
    summary.put("finished", result.finished());
    result.energyData().ifPresent(energy -> summary.put("energy_data", energy));
    summary.put("energy_chains", result.energyChains());
    summary.put("step_size", result.stepSize());
    summary.put("displacement", result.displacement());
    summary.put("acceptance", result.acceptance());
    Summary.print(spec.commandLine().getOut(), summary, options.json());
  }
}
