package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.run.Progress;
import org.ebm.run.StopSignal;
import org.ebm.service.Call;
import org.ebm.service.RunPlace;
import org.ebm.service.WhatNext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of long commands: where the run goes, what is shown meanwhile. */
final class RunOptions {
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

  /** Where the run goes. */
  RunPlace place() {
    return new RunPlace(directory, force);
  }

  boolean json() {
    return json;
  }

  /** Says what there is to see and what comes next, where a person reads along. */
  void tell(CommandSpec spec, WhatNext next) {
    if (!json && !quiet && progress != Show.NONE) {
      next.tell(spec.commandLine().getErr());
    }
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

  /** What a service is told of the command that calls it; from now on the command can be stopped with a checkpoint. */
  static Call call(CommandSpec spec, Progress progress) {
    return new Call(commandLine(spec), progress, StopSignal.listen());
  }

  /** The same of a command that is over soon, and that a signal ends at once. */
  static Call shortCall(CommandSpec spec, Progress progress) {
    return new Call(commandLine(spec), progress, StopSignal.none());
  }

  private static List<String> commandLine(CommandSpec spec) {
    return spec.commandLine().getParseResult().originalArgs();
  }
}
