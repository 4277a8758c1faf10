package org.ebm.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.config.ConfigTree;
import org.ebm.generate.GenerateConfig;
import org.ebm.generate.GenerationText;
import org.ebm.run.Progress;
import org.ebm.run.VersionedJson;
import org.ebm.service.GenerationRun;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm generate}: the short chain of a model as a generator. */
@Command(
    name = "generate",
    description =
        "Uses a model's short chains from noise as a generator: examples as a function of noise, paths between two noises, the noise behind held-out examples.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer>, Computes {
  @Mixin
  private ModelOption model = new ModelOption();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--examples", paramLabel = "N", description = "Examples to make of noise.")
  private Optional<String> examples = Optional.empty();

  @Option(names = "--steps", paramLabel = "K", description = "Chain steps; default: training's.")
  private Optional<String> steps = Optional.empty();

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    boolean described = config.describeEnergy("generate", "--model", model.isGiven());
    ConfigTree base = described ? ConfigTree.empty() : model.defaults().ofGeneration();
    ConfigTree tree = ConfigOptions.flag(config.tree(base), "examples", "--examples", examples);
    tree = config.assigned(ConfigOptions.flag(tree, "steps", "--steps", steps));
    tree = tree.withLatestKinds(GenerateConfig.class);
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      GenerationRun.Result result = GenerationRun.of(tree.bind(GenerateConfig.class))
          .begin(
              () -> options.place().create(config.name("generate")),
              tree.origins(),
              RunOptions.shortCall(spec, progress))
          .result();
      List<String> lines = options.json()
          ? List.of(VersionedJson.line(result.made(), result.run()))
          : GenerationText.of(result.run(), result.made());
      lines.forEach(spec.commandLine().getOut()::println);
      options.tell(spec, WhatNext.ofPage(result.run()));
      return 0;
    }
  }
}
