package org.ebm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.energy.Energy;
import org.ebm.energy.Model;
import org.ebm.energy.ModelDirectory;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import picocli.CommandLine.Option;

/** Which model a command works on. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Run directory, its model folder, or one of its checkpoints (RUN/checkpoints/step-000400); default: the last run, runs/latest.")
  private Optional<Path> model = Optional.empty();

  /**
   * The folder that holds network.yaml and weights.safetensors: that folder itself, or that of a training run, or the one that a run of chains was made
   * with.
   */
  Path directory() {
    return directory(model.orElseGet(() -> RunDirectory.latest(Path.of("runs"))));
  }

  /** The same of a folder named otherwise. */
  static Path directory(Path path) {
    Path named = real(path);
    Path given = CheckpointModel.runAt(named).orElse(named);
    Optional<RunKind> kind = RunKind.of(given);
    if (kind.filter(RunKind::isChains).isPresent()) {
      return modelOf(given, RunConfig.read(given).bind(SampleConfig.class).energy());
    }
    if (kind.filter(RunKind.MAP_BASINS::equals).isPresent()) {
      return modelOf(given, RunConfig.read(given).bind(MapBasinsConfig.class).energy());
    }
    Path directory = Files.isDirectory(given.resolve("model")) ? given.resolve("model") : given;
    ModelDirectory.requireAt(directory);
    return directory;
  }

  private static Path modelOf(Path run, Energy energy) {
    return energy
        .model()
        .map(Model::folder)
        .orElseThrow(
            () -> new EbmException(
                ExitCode.USAGE,
                run
                    + ": is a run on an energy that was not learned; name a training run: --model runs/NAME"));
  }

  boolean isGiven() {
    return model.isPresent();
  }

  /** Without links: runs/latest will point elsewhere soon. */
  private static Path real(Path path) {
    try {
      return Path.of("").toAbsolutePath().relativize(path.toRealPath());
    } catch (IOException | IllegalArgumentException e) {
      return path;
    }
  }

  /** The training run that a model folder belongs to. */
  static Path runOf(Path modelDirectory) {
    return modelDirectory.toAbsolutePath().normalize().resolveSibling("").normalize();
  }
}
