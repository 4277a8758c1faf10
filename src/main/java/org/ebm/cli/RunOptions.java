package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;
import picocli.CommandLine.Option;

/** Options of long commands: where the run goes, what is shown meanwhile. */
final class RunOptions {
  static final Path RUNS = Path.of("runs");

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Run directory; default: runs/<name>-<UTC time>-<4 hex>.")
  private Optional<Path> directory = Optional.empty();

  @Option(names = "--force", description = "Empties an existing run directory first.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress on standard error.")
  private boolean quiet;

  /** How to show progress; auto looks whether standard error is a terminal. */
  enum Show {
    AUTO,
    BAR,
    PLAIN,
    NONE
  }

  @Option(
      names = "--progress",
      paramLabel = "MODE",
      description = "auto, bar, plain or none.",
      defaultValue = "auto")
  private Show progress = Show.AUTO;

  @Option(names = "--json", description = "The result as one JSON object on standard output.")
  private boolean json;

  Optional<Path> directory() {
    return directory;
  }

  /** Makes and locks a new run's folder: the one that was named, or one under runs that begins with a name. */
  RunDirectory create(String name) {
    return directory
        .map(path -> RunDirectory.create(path, force))
        .orElseGet(() -> RunDirectory.createFresh(RUNS, name));
  }

  boolean force() {
    return force;
  }

  boolean json() {
    return json;
  }

  /** The launcher knows whether standard error is a terminal; the JVM does not. */
  Progress progress(PrintWriter err) {
    Progress.Mode mode = switch (quiet ? Show.NONE : progress) {
      case NONE -> Progress.Mode.NONE;
      case BAR -> Progress.Mode.BAR;
      case PLAIN -> Progress.Mode.PLAIN;
      case AUTO -> Boolean.getBoolean("ebm.tty") ? Progress.Mode.BAR : Progress.Mode.PLAIN;
    };
    return new Progress(err, mode);
  }
}
