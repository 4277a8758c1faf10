package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.service.ListedRun;
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
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..*",
      description = "Folders of runs, or runs; default: runs.")
  private List<Path> folders = List.of(Path.of("runs"));

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Instant now = Instant.now();
    List<ListedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new EbmException(
            ExitCode.USAGE, folder + ": is no folder; name runs or a folder of runs");
      }
      runs.addAll(ListedRun.below(folder, now));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Summary.print(out, Map.of("runs", runs.stream().map(ListedRun::object).toList()), true);
    } else {
      print(out, runs);
    }
  }

  private static void print(PrintWriter out, List<ListedRun> runs) {
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
}
