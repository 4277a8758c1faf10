package org.ebm.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.data.Examples;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.ModelDirectory.Contents;
import org.ebm.files.AtomicFile;
import org.ebm.objective.MaximumLikelihood;
import org.ebm.run.Checkpoints;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.StopSignal;
import org.ebm.sample.LongRun;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;
import org.ebm.sampler.Data;
import org.ebm.sampler.Init;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.Starts;
import org.ebm.torch.Torch;
import org.ebm.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm sample}: long chains of a learned model, with its training run's sampler unless another is given. */
@Command(name = "sample", description = "Runs chains of a model.", mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
  private static final int DEFAULT_STEPS = 10_000;
  private static final int DEFAULT_CHAINS = 100;

  @Mixin
  private ModelOption model = new ModelOption();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--steps", paramLabel = "N", description = "Chain steps; default: 10000.")
  private Optional<String> steps = Optional.empty();

  @Option(names = "--chains", paramLabel = "N", description = "Chains; default: 100.")
  private Optional<String> chains = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "KIND",
      description =
          "data (default), uniform, gaussian, or bank: the training run's persistent chains.")
  private Optional<String> init = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Path trained = ModelOption.runOf(model.directory());
    TrainConfig training = ConfigTree.read(trained.resolve("config.yaml")).bind(TrainConfig.class);
    ConfigTree tree = tree(training);
    SampleConfig bound = tree.bind(SampleConfig.class);
    SampleConfig seeded = bound.withSeed(bound.seed().orElseGet(Seeds::draw));
    Contents loaded = ModelDirectory.load(seeded.model());
    Examples data = seeded.data().open();
    Path path = options
        .directory()
        .orElseGet(() -> RunDirectory.freshPath(Path.of("runs"), config.name("sample")));
    StopSignal stop = StopSignal.listen();
    try (Torch torch = seeded.runtime().open();
        LongRun chainsOfModel = new LongRun(seeded, loaded, starts(seeded, data), torch)) {
      RunDirectory directory = RunDirectory.create(path, options.force());
      AtomicFile.write(
          directory.config(), ConfigWriter.yaml(seeded).getBytes(StandardCharsets.UTF_8));
      RunScope scope = new RunScope(
          directory,
          Provenance.starting(new Provenance.Subject(
              List.copyOf(spec.commandLine().getParseResult().originalArgs()),
              seeded.seed().orElseThrow(),
              data.fingerprint(),
              RunScope.engine(torch),
              tree.origins())));
      try (scope) {
        return scope.during(() -> {
          try (Progress progress = options.progress(spec.commandLine().getErr())) {
            progress.say(
                "run directory " + directory.path() + ", seed " + seeded.seed().orElseThrow());
            LongRun.Result result = chainsOfModel.run(directory, data, progress, stop);
            new SamplePictures(directory.path(), data).draw();
            print(directory, result);
            return scope.ended(result.finished(), stop.name());
          }
        });
      }
    }
  }

  /** The training run's data, sampler and runtime, under the files, flags and --set given here. */
  private ConfigTree tree(TrainConfig training) {
    if (!(training.objective() instanceof MaximumLikelihood likelihood)) {
      throw new EbmException(
          ExitCode.USAGE,
          "sample: the training run has no sampler; give one: --set sampler.langevin.step_size=...");
    }
    Init bank = likelihood.init() instanceof Persistent ? likelihood.init() : new Data();
    SampleConfig inherited = new SampleConfig(
        Optional.empty(),
        model.directory(),
        training.data(),
        likelihood.sampler(),
        DEFAULT_STEPS,
        DEFAULT_CHAINS,
        init.isPresent() && init.get().equals("bank") ? bank : new Data(),
        training.runtime());
    if (init.isPresent() && init.get().equals("bank") && !(bank instanceof Persistent)) {
      throw new EbmException(
          ExitCode.USAGE,
          "--init bank: the training run kept no persistent chains; choose data, uniform or gaussian");
    }
    ConfigTree tree =
        config.tree(ConfigTree.parse(ConfigWriter.yaml(inherited), "defaults of the training run"));
    tree = ConfigOptions.flag(tree, "steps", "--steps", steps);
    tree = ConfigOptions.flag(tree, "chains", "--chains", chains);
    tree = ConfigOptions.flag(tree, "init", "--init", init.filter(kind -> !kind.equals("bank")));
    return config.assigned(tree);
  }

  private Starts starts(SampleConfig bound, Examples data) {
    Path trained = ModelOption.runOf(bound.model());
    Starts starts = bound
        .init()
        .open(
            data.shape(),
            Optional.of(data),
            RandomKey.ofSeed(bound.seed().orElseThrow()).fold("starts"));
    if (bound.init() instanceof Persistent) {
      starts.restore(new Checkpoints(trained.resolve("checkpoints"), Integer.MAX_VALUE)
          .newest(spec.commandLine().getErr()::println)
          .flatMap(found -> Optional.ofNullable(found.checkpoint().arrays().get("chains")))
          .orElseThrow(() -> new EbmException(
              ExitCode.USAGE,
              trained + ": no checkpoint with persistent chains; use --init data")));
    }
    return starts;
  }

  private void print(RunDirectory run, LongRun.Result result) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.path().toString());
    summary.put("steps", result.steps());
    summary.put("energy_data", result.energyData());
    summary.put("energy_chains", result.energyChains());
    summary.put("displacement", result.displacement());
    Summary.print(spec.commandLine().getOut(), summary, options.json());
  }
}
