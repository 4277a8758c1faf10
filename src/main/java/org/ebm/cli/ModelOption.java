package org.ebm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.run.RunDirectory;
import picocli.CommandLine.Option;

/** Which model a command works on. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Run directory or its model folder; default: the last run, runs/latest.")
  private Optional<Path> model = Optional.empty();

  /** The folder that holds network.yaml and weights.safetensors. */
  Path directory() {
    Path given = model.orElseGet(() -> RunDirectory.latest(Path.of("runs")));
    return Files.isDirectory(given.resolve("model")) ? given.resolve("model") : given;
  }

  /** The training run the model belongs to. */
  Path run() {
    Path directory = directory().toAbsolutePath();
    return directory.endsWith("model") ? directory.resolveSibling("").normalize() : directory;
  }
}
