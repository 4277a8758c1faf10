package org.ebm.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ebm.config.ConfigTree;
import org.ebm.features.FeaturesConfig;
import org.ebm.features.FeaturesText;
import org.ebm.run.Progress;
import org.ebm.run.VersionedJson;
import org.ebm.service.FeaturesRun;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ebm features}: what a model works out of examples, and what that is worth to a classifier. */
@Command(
    name = "features",
    description =
        "Writes pooled activations of a model's hidden layers as .npz; with --classify, what linear classifiers make of them.",
    mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer>, Computes {
  @Mixin
  private ModelOption model = new ModelOption();

  @Mixin
  private ConfigOptions config = new ConfigOptions();

  @Mixin
  private RunOptions options = new RunOptions();

  @Option(names = "--data", paramLabel = "YAML", description = "Examples; default: the model's.")
  private Optional<String> data = Optional.empty();

  @Option(names = "--layers", paramLabel = "N,N", description = "Default: all hidden stages.")
  private Optional<String> layers = Optional.empty();

  @Option(
      names = "--sources",
      paramLabel = "S,S",
      description = "learned, untrained (the same network with first weights), inputs.")
  private Optional<String> sources = Optional.empty();

  @Option(names = "--classify", description = "Measures classifiers of the labels on the features.")
  private boolean classify;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    boolean described = config.describeEnergy("features", "--model", model.isGiven());
    ConfigTree tree = overlaid(described ? ConfigTree.empty() : model.defaults().ofFeatures());
    try (Progress progress = options.progress(spec.commandLine().getErr())) {
      FeaturesRun.Result result = FeaturesRun.of(tree.bind(FeaturesConfig.class))
          .begin(
              () -> options.place().create(config.name("features")),
              tree.origins(),
              RunOptions.shortCall(spec, progress))
          .result();
      List<String> lines = options.json()
          ? List.of(VersionedJson.line(result.found(), result.run()))
          : FeaturesText.of(result.run(), result.found());
      lines.forEach(spec.commandLine().getOut()::println);
      options.tell(spec, WhatNext.ofPage(result.run()));
      return 0;
    }
  }

  private ConfigTree overlaid(ConfigTree base) {
    ConfigTree tree = ConfigOptions.flag(config.tree(base), "data", "--data", data);
    tree = ConfigOptions.flag(tree, "layers", "--layers", layers.map(all -> "[" + all + "]"));
    tree = ConfigOptions.flag(tree, "sources", "--sources", sources.map(all -> "[" + all + "]"));
    tree = classify && !tree.has("classify") ? tree.with("classify={}", "--classify") : tree;
    return config.assigned(tree.withLatestKinds(FeaturesConfig.class));
  }
}
