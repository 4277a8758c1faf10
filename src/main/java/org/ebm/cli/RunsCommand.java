package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.KindName;
import org.ebm.files.Folders;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunKind;
import org.ebm.run.RunState;
import org.ebm.study.DiagnosisFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm runs}: what lies in a folder of runs. */
@Command(
    name = "runs",
    description =
        "Lists runs: kind, state, age, size on disk, verdict. How far those are that run: ebm status.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Runnable {
  /** Runs lie in folders; parts of a run are not listed. */
  private static final int DEPTH = 3;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..*",
      description = "Folders of runs, or runs; default: runs.")
  private List<Path> folders = List.of(Path.of("runs"));

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Spec
  private CommandSpec spec;

  /**
   * A run as it is listed.
   *
   * @param state or damaged
   * @param seconds since its last sign of life; empty if it is damaged, as is the kind
   * @param verdict or why it cannot be read; may be empty
   */
  private record Listed(
      Path run, String kind, String state, Optional<Double> seconds, long bytes, String verdict) {
    static Listed of(Path run, Instant now) {
      long bytes = Folders.bytes(run);
      try {
        RunState state = RunState.of(run, now);
        double age = Duration.between(state.lastSign(), now).toMillis() / 1e3;
        return new Listed(
            run,
            RunKind.of(run).map(KindName::of).orElse("").replace('_', '-'),
            KindName.of(state.state()),
            Optional.of(Math.max(0, age)),
            bytes,
            DiagnosisFile.verdict(run).orElse(""));
      } catch (EbmException e) {
        return new Listed(run, "", "damaged", Optional.empty(), bytes, e.getMessage());
      }
    }

    Map<String, Object> object() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("run", run.toString());
      object.put("kind", kind);
      object.put("state", state);
      seconds.ifPresent(age -> object.put("age_seconds", age));
      object.put("bytes", bytes);
      object.put("verdict", verdict);
      return object;
    }

    List<String> cells() {
      return List.of(
          run.toString(),
          kind,
          state,
          seconds.map(age -> Progress.shortTime(age) + " ago").orElse(""),
          size(bytes),
          verdict);
    }
  }

  @Override
  public void run() {
    Instant now = Instant.now();
    List<Listed> runs = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new EbmException(
            ExitCode.USAGE, folder + ": is no folder; name runs or a folder of runs");
      }
      below(folder, DEPTH).map(run -> Listed.of(run, now)).forEach(runs::add);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Summary.print(out, Map.of("runs", runs.stream().map(Listed::object).toList()), true);
    } else {
      print(out, runs);
    }
  }

  private static Stream<Path> below(Path folder, int depth) {
    if (Files.isRegularFile(folder.resolve(Provenance.FILE))) {
      return Stream.of(folder);
    }
    return depth == 0
        ? Stream.empty()
        : Folders.list(folder).stream()
            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .flatMap(path -> below(path, depth - 1));
  }

  private static void print(PrintWriter out, List<Listed> runs) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("run", "kind", "state", "last sign", "size", "verdict")));
    runs.forEach(run -> rows.add(run.cells()));
    int[] widths = IntStream.range(0, rows.get(0).size())
        .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElseThrow())
        .toArray();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(String.format(Locale.ROOT, "%-" + widths[i] + "s  ", row.get(i)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** {@code 12.3 MiB}. */
  static String size(long bytes) {
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
