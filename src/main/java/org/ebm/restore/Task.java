package org.ebm.restore;

import java.util.List;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/** The usual ways to see something in part, as they are typed. */
public final class Task {
  private Task() {}

  /**
   * The key {@code operator} as YAML; empty if no task was named.
   *
   * @throws EbmException usage error (exit 2) for words that do not go together
   */
  public static Optional<String> operator(
      Optional<String> task, Optional<String> mask, Optional<String> factor) {
    if (task.isEmpty()) {
      if (mask.isPresent() || factor.isPresent()) {
        throw usage(
            mask.isPresent()
                ? "--mask: needs --task inpaint"
                : "--factor: needs --task super-resolve");
      }
      return Optional.empty();
    }
    return Optional.of(
        switch (task.get()) {
          case "inpaint" ->
            masked(
                mask.orElseThrow(
                    () -> usage(
                        "--task inpaint: needs --mask, a picture that is white where INPUT is seen, or hole:0.25")));
          case "denoise" -> "identity";
          case "super-resolve" ->
            "{block_mean: {factor: "
                + factor.orElseThrow(
                    () -> usage("--task super-resolve: needs --factor, how many pixels are one"))
                + "}}";
          default ->
            throw usage(
                "--task: must be inpaint, denoise or super-resolve, got '" + task.get() + "'");
        });
  }

  private static String masked(String mask) {
    for (String kind : List.of("hole", "missing")) {
      if (mask.startsWith(kind + ":")) {
        return "{mask: {" + kind + ": " + mask.substring(kind.length() + 1) + "}}";
      }
    }
    return "{mask: {file: " + quoted(mask) + "}}";
  }

  /** A path as YAML. */
  public static String quoted(String path) {
    return "'" + path.replace("'", "''") + "'";
  }

  private static EbmException usage(String problem) {
    return new EbmException(ExitCode.USAGE, problem);
  }
}
