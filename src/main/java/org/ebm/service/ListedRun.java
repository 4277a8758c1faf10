package org.ebm.service;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.config.KindName;
import org.ebm.files.Folders;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunKind;
import org.ebm.run.RunState;
import org.ebm.study.DiagnosisFile;

/**
 * A run as it is listed.
 *
 * @param state or damaged
 * @param seconds since its last sign of life; empty if it is damaged, as is the kind
 * @param verdict or why it cannot be read; may be empty
 */
public record ListedRun(
    Path run, String kind, String state, Optional<Double> seconds, long bytes, String verdict) {
  /** Runs lie in folders; parts of a run are not listed. */
  private static final int DEPTH = 3;

  /** Those in a folder, or the one that it is. */
  public static List<ListedRun> below(Path folder, Instant now) {
    return foldersBelow(folder, DEPTH).map(run -> of(run, now)).toList();
  }

  private static Stream<Path> foldersBelow(Path folder, int depth) {
    if (Files.isRegularFile(folder.resolve(Provenance.FILE))) {
      return Stream.of(folder);
    }
    return depth == 0
        ? Stream.empty()
        : Folders.list(folder).stream()
            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .flatMap(path -> foldersBelow(path, depth - 1));
  }

  private static ListedRun of(Path run, Instant now) {
    long bytes = Folders.bytes(run);
    try {
      RunState state = RunState.of(run, now);
      double age = Duration.between(state.lastSign(), now).toMillis() / 1e3;
      return new ListedRun(
          run,
          RunKind.of(run).map(KindName::of).orElse("").replace('_', '-'),
          KindName.of(state.state()),
          Optional.of(Math.max(0, age)),
          bytes,
          DiagnosisFile.verdict(run).orElse(""));
    } catch (EbmException e) {
      return new ListedRun(run, "", "damaged", Optional.empty(), bytes, e.getMessage());
    }
  }

  /** For machines. */
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", run.toString());
    object.put("kind", kind);
    object.put("state", state);
    seconds.ifPresent(age -> object.put("age_seconds", age));
    object.put("bytes", bytes);
    object.put("verdict", verdict);
    return object;
  }

  /** For a table: run, kind, state, age, size, verdict. */
  public List<String> cells() {
    return List.of(
        run.toString(),
        kind,
        state,
        seconds.map(age -> Progress.shortTime(age) + " ago").orElse(""),
        size(bytes),
        verdict);
  }

  /** {@code 12.3 MiB}. */
  public static String size(long bytes) {
    double size = bytes;
    for (String unit : List.of("B", "KiB", "MiB")) {
      if (size < 1024) {
        return String.format(
            Locale.ROOT, size < 10 && bytes >= 1024 ? "%.1f %s" : "%.0f %s", size, unit);
      }
      size /= 1024;
    }
    return String.format(Locale.ROOT, "%.1f GiB", size);
  }
}
