package org.ebm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.files.UserPath;
import org.ebm.service.Presets;
import picocli.CommandLine.Option;

/** Options that make a configuration: files, then first-class flags, then --set. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "F",
      description = "YAML file, or the name of a preset; repeatable, later wins.")
  private List<String> files = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Overrides one key: --set training.steps=500; repeatable, wins over files and flags.")
  private List<String> assignments = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of every random draw.")
  private Optional<String> seed = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto, cpu, cuda:0, or several: cuda:0,cuda:1.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that share the chains; results do not depend on it.")
  private Optional<String> workers = Optional.empty();

  boolean hasFiles() {
    return !files.isEmpty();
  }

  /** Name for a run: that of the last file. */
  String name(String otherwise) {
    if (files.isEmpty()) {
      return otherwise;
    }
    Path name = path(files.get(files.size() - 1)).getFileName();
    return name.toString().replaceFirst("\\.ya?ml$", "");
  }

  /** Base, then files in order, then flags, then --set. */
  ConfigTree tree(ConfigTree base) {
    ConfigTree tree = base;
    for (String file : files) {
      tree = tree.mergedWith(ConfigTree.read(Presets.resolve(file)));
    }
    tree = flag(tree, "seed", "--seed", seed);
    tree = flag(tree, "runtime.device", "--device", device);
    tree = flag(tree, "runtime.workers", "--workers", workers);
    return tree;
  }

  /**
   * Whether --config or --set describe an energy, which then stands on its own.
   *
   * @param other what else names an energy: RUN, --model
   * @param isGiven whether it was; usage error if both are
   */
  boolean describeEnergy(String command, String other, boolean isGiven) {
    ConfigTree given = set(tree(ConfigTree.empty()));
    // the size to which a model is applied is no other energy
    boolean sized = given.has("energy.model.input") && !given.has("energy.model.folder");
    boolean described = given.has("energy") && !sized;
    if (described && isGiven) {
      throw new EbmException(
          ExitCode.USAGE,
          command + ": " + other
              + " and an energy in --config or --set exclude each other; leave one out");
    }
    return described;
  }

  /** The last word: --set. What {@code condition} says is told to the energy. */
  ConfigTree assigned(ConfigTree tree) {
    return set(tree).wrapping("condition", "energy", "given", "of");
  }

  private ConfigTree set(ConfigTree tree) {
    for (String assignment : assignments) {
      tree = tree.with(assignment, "--set " + assignment);
    }
    return tree;
  }

  static ConfigTree flag(ConfigTree tree, String key, String flag, Optional<String> value) {
    return value.isEmpty() ? tree : tree.with(key + "=" + value.get(), flag);
  }

  private static Path path(String name) {
    try {
      return UserPath.of(name);
    } catch (IllegalArgumentException e) {
      throw new EbmException(ExitCode.USAGE, "--config: " + e.getMessage(), e);
    }
  }
}
