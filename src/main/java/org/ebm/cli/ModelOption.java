package org.ebm.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.ebm.service.Defaults;
import org.ebm.service.RunPlace;
import picocli.CommandLine.Option;

/** Which model a command works on. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Run directory, its model folder, or one of its checkpoints (RUN/checkpoints/step-000400); default: the last run, runs/latest.")
  private Optional<Path> model = Optional.empty();

  /** What the model brings along. */
  Defaults defaults() {
    return Defaults.of(model.orElseGet(RunPlace::latest));
  }

  boolean isGiven() {
    return model.isPresent();
  }
}
