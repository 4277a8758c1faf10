package org.ebm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.config.Explain;
import org.ebm.evaluate.EvalConfig;
import org.ebm.features.FeaturesConfig;
import org.ebm.files.IoFailure;
import org.ebm.generate.GenerateConfig;
import org.ebm.restore.RestoreConfig;
import org.ebm.sample.SampleConfig;
import org.ebm.service.Described;
import org.ebm.service.PresetList;
import org.ebm.service.Presets;
import org.ebm.service.WhatNext;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.SweepConfig;
import org.ebm.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm config}: questions about configurations, none of which needs the engine. */
@Command(
    name = "config",
    description = "Checks, shows and explains configurations.",
    mixinStandardHelpOptions = true)
final class ConfigCommand {
  @Spec
  private CommandSpec spec;

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      description = "All problems of configuration files at once, each with its place.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(paramLabel = "F", arity = "1..*", description = "YAML files or names of presets.")
          List<String> files) {
    List<String> problems = new ArrayList<>();
    for (String file : files) {
      try {
        Described.by(ConfigTree.read(Presets.resolve(file)));
        out().println(file + ": ok");
      } catch (EbmException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new EbmException(ExitCode.CONFIG, String.join("\n", problems));
    }
    return 0;
  }

  @Command(
      description = "The configuration after files, flags and --set, with defaults written out.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin ConfigOptions options,
      @Option(
              names = "--resolved",
              description = "Accepted for clarity: what is shown is always resolved.")
          boolean resolved) {
    out()
        .print(ConfigWriter.yaml(Described.by(options.assigned(options.tree(ConfigTree.empty())))));
  }

  @Command(
      description = "What a key means: unit, range, default, kinds.",
      mixinStandardHelpOptions = true)
  void explain(
      @Parameters(
              paramLabel = "KEY",
              arity = "0..1",
              description = "objective.maximum_likelihood.steps, or a kind: langevin.")
          Optional<String> key,
      @Option(
              names = "--of",
              paramLabel = "COMMAND",
              description =
                  "Whose configuration: train, sample, diagnose, map_basins, restore, features, generate, eval or sweep.",
              defaultValue = "train")
          Explained command) {
    Explain.of(command.config).lines(key.orElse("")).forEach(out()::println);
  }

  @Command(description = "The presets, by what they are for.", mixinStandardHelpOptions = true)
  void ls() {
    OptionalInt width = System.console() == null
        ? OptionalInt.empty()
        : OptionalInt.of(spec.usageMessage().width());
    PresetList.of(Presets.files(), width).forEach(out()::println);
  }

  @Command(description = "Copies a preset here, to edit it.", mixinStandardHelpOptions = true)
  void cp(
      @Parameters(paramLabel = "NAME", description = "Name of a preset.") String name,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..1",
              description = "Target; default: NAME.yaml here.")
          Optional<Path> file) {
    Path source = Presets.resolve(name);
    Path named = file.orElse(source.getFileName());
    Path target = Files.isDirectory(named) ? named.resolve(source.getFileName()) : named;
    Path folder = target.toAbsolutePath().normalize().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new EbmException(
          ExitCode.CONFIG,
          target + ": there is no folder " + folder + "; make it first, or name another");
    }
    if (Files.exists(target)) {
      throw new EbmException(ExitCode.USAGE, target + ": is there already; give another name");
    }
    try {
      Files.copy(source, target);
    } catch (IOException e) {
      throw IoFailure.writing(target, e);
    }
    out().println(target);
    Described.command(ConfigTree.read(target))
        .ifPresent(command -> new WhatNext(
                List.of(), Optional.of(ShellWords.ebm(command, "--config", target)))
            .tell(spec.commandLine().getErr()));
  }

  /** Commands that read a configuration. */
  private enum Explained {
    TRAIN(TrainConfig.class),
    SAMPLE(SampleConfig.class),
    DIAGNOSE(DiagnosisConfig.class),
    MAP_BASINS(MapBasinsConfig.class),
    RESTORE(RestoreConfig.class),
    FEATURES(FeaturesConfig.class),
    GENERATE(GenerateConfig.class),
    EVAL(EvalConfig.class),
    SWEEP(SweepConfig.class);

    private final Class<? extends Record> config;

    Explained(Class<? extends Record> config) {
      this.config = config;
    }
  }
}
