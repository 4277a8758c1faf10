package org.ebm.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.base.Counted;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import org.ebm.sample.ChainSummary;
import org.ebm.sample.SampleConfig;
import org.ebm.service.Defaults;
import org.ebm.service.Ended;
import org.ebm.service.SamplingRun;
import org.ebm.service.WhatNext;
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
    SampleConfig begun = SamplingRun.begun(tree.bind(SampleConfig.class));
    try (SamplingRun run = SamplingRun.open(begun);
        Progress progress = options.progress(spec.commandLine().getErr())) {
      return print(run.begin(
          () -> options.place().create(config.name("sample")),
          tree.origins(),
          RunOptions.call(spec, progress)));
    }
  }

  private int resumed() {
    if (model.isGiven()) {
      throw new EbmException(
          ExitCode.USAGE, "sample: --resume goes on with the run's own energy; leave out --model");
    }
    try (RunDirectory directory = options.place().goOn();
        SamplingRun run = SamplingRun.open(
            SamplingRun.continued(directory, base -> overlaid(base, Optional.empty())));
        Progress progress = options.progress(spec.commandLine().getErr())) {
      return print(run.goOn(directory, RunOptions.call(spec, progress)));
    }
  }

  /** An energy given here stands on its own; a model brings its training run's data, sampler and runtime. */
  private ConfigTree tree() {
    if (!config.describeEnergy("sample", "--model", model.isGiven())) {
      Defaults inherited = model.defaults();
      return overlaid(
          inherited.ofChains().mergedWith(inherited.ofImages()), Optional.of(inherited));
    }
    return overlaid(ConfigTree.empty(), Optional.empty());
  }

  private ConfigTree overlaid(ConfigTree base, Optional<Defaults> inherited) {
    return config.assigned(shard.over(chains.over(config.tree(base), inherited)));
  }

  private int print(Ended<SamplingRun.Result> ended) {
    ChainSummary followed = ChainSummary.read(ended.result().run());
    Map<String, Object> summary = ended.result().summary();
    if (options.json()) {
      summary.put("quantities", followed.values());
    }
    Summary.print(spec.commandLine().getOut(), summary, options.json());
    if (!options.json() && !followed.quantities().isEmpty()) {
      spec.commandLine()
          .getOut()
          .println("second half, " + Counted.of(followed.draws(), "draw") + " of each chain:");
      followed.lines().forEach(spec.commandLine().getOut()::println);
    }
    options.tell(
        spec,
        WhatNext.ofChains(ended.result().run(), ended.result().chains().steps(), ended.finished()));
    return ended.status();
  }
}
