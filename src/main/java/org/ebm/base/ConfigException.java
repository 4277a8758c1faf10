package org.ebm.base;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One or more values of a configuration that cannot stand (exit 78). A record's compact constructor throws it with paths relative to the record; the
 * binder prefixes the path to the record and the place in the file.
 */
public final class ConfigException extends EbmException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path dotted, relative to the thrower: {@code layers[8].conv2d.kernel}; empty for the record itself
   * @param message what is wrong, what was given, what is allowed, what to do
   */
  public record Problem(String path, String message) {
    /** The same problem, seen from above the place that its path begins at. */
    public Problem below(String place) {
      return new Problem(path.isEmpty() ? place : place + "." + path, message);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? message : path + ": " + message;
    }
  }

  private final transient List<Problem> problems;

  public ConfigException(String path, String message) {
    this(List.of(new Problem(path, message)));
  }

  public ConfigException(List<Problem> problems) {
    super(
        ExitCode.CONFIG,
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
