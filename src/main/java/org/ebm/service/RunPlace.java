package org.ebm.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebm.files.IoFailure;
import org.ebm.run.RunDirectory;

/**
 * Where a command's run goes.
 *
 * @param named folder that was asked for; else a new one, or the last run to go on with
 * @param force empties the named folder first
 */
public record RunPlace(Optional<Path> named, boolean force) {
  private static final Path RUNS = Path.of("runs");

  /** The last run, {@code runs/latest}; usage error if there is none. */
  public static Path latest() {
    return RunDirectory.latest(RUNS);
  }

  /** What is said of several runs goes beside the first of them; a link stands for the run that it points at. */
  public static Path beside(Path run, String name) {
    try {
      return Files.isSymbolicLink(run)
          ? run.toRealPath().resolveSibling(name)
          : run.normalize().resolveSibling(name);
    } catch (IOException e) {
      throw IoFailure.reading(run, e);
    }
  }

  /**
   * Makes and locks a new run's folder.
   *
   * @param name that it begins with, if none was asked for
   */
  public RunDirectory create(String name) {
    return named
        .map(path -> RunDirectory.create(path, force))
        .orElseGet(() -> RunDirectory.createFresh(RUNS, name));
  }

  /** The folder of a new run, not locked yet. */
  public Path reserve(String name) {
    return named.orElseGet(() -> RunDirectory.reserve(RUNS, name));
  }

  /** Locks the run that was named, or the last one, to go on with it. */
  public RunDirectory goOn() {
    return RunDirectory.resume(named.orElseGet(RunPlace::latest));
  }
}
