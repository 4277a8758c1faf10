package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.ShellWords;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.report.CurvesPlot;
import org.ebm.report.ImageStrips;
import org.ebm.report.Series;
import org.ebm.run.SampleSnapshot;
import org.ebm.study.ComparedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm compare}: what several training runs on the same data learned, and what that took. */
@Command(
    name = "compare",
    description =
        "One table and one figure of training runs on the same data, from their files: what ebm eval and ebm diagnose measured, and times.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private static final int IMAGES = 16;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Training runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--kl",
      paramLabel = "NATS",
      description = "KL(q, p) to give the time to; default: ${DEFAULT-VALUE}.",
      defaultValue = "0.1")
  private double kl = 0.1;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder of table.md and the figure; default: ${DEFAULT-VALUE}.",
      defaultValue = "comparison")
  private Path to = Path.of("comparison");

  @Option(names = "--json", description = "The table as one JSON object on standard output.")
  private boolean json;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (!(kl > 0)) {
      throw new EbmException(ExitCode.USAGE, "--kl: must be > 0 nats, got " + kl);
    }
    List<ComparedRun> read = runs.stream().map(run -> ComparedRun.read(run, kl)).toList();
    requireSameData(read);
    String table = table(read);
    AtomicFile.write(to.resolve("table.md"), table.getBytes(StandardCharsets.UTF_8));
    draw(read);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      read.forEach(run -> all.put(run.name(), run.values()));
      Summary.print(out, Map.of("runs", all), true);
    } else {
      out.print(table);
    }
    read.forEach(this::sayWhatIsMissing);
    return ExitCode.OK.status();
  }

  private static void requireSameData(List<ComparedRun> runs) {
    ComparedRun first = runs.get(0);
    for (ComparedRun other : runs) {
      if (!other.data().equals(first.data())) {
        throw new EbmException(
            ExitCode.USAGE,
            other.run() + ": learned from other data than " + first.run() + " (SHA-256 "
                + other.data() + ", not " + first.data() + "); compare runs on the same data");
      }
    }
  }

  /** Markdown, with the columns that at least one run has. */
  private static String table(List<ComparedRun> runs) {
    List<String> columns = ComparedRun.COLUMNS.stream()
        .filter(column -> runs.stream().anyMatch(run -> run.values().containsKey(column)))
        .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("run"));
    head.addAll(columns.stream().map(column -> column.replace('_', ' ')).toList());
    rows.add(head);
    rows.add(head.stream().map(column -> "---").toList());
    for (ComparedRun run : runs) {
      List<String> row = new ArrayList<>(List.of(run.name()));
      columns.forEach(column -> row.add(text(run.values().getOrDefault(column, "-"))));
      rows.add(row);
    }
    return rows.stream()
        .map(row -> "| " + String.join(" | ", row) + " |\n")
        .collect(Collectors.joining());
  }

  private static String text(Object value) {
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    return Math.abs(number) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.3g", number);
  }

  private void draw(List<ComparedRun> runs) {
    List<Series> curves =
        runs.stream().map(ComparedRun::kl).filter(curve -> curve.x().length > 0).toList();
    if (!curves.isEmpty()) {
      CurvesPlot.write(
          to.resolve("kl.png"),
          new CurvesPlot.Axes(
              "Distance of the learned density from the true one",
              "seconds spent in updates",
              "KL(q, p), nats",
              true,
              true),
          curves);
    }
    List<ImageStrips.Row> rows = new ArrayList<>();
    runs.forEach(run -> rows.addAll(images(run)));
    if (!rows.isEmpty()) {
      new ImageStrips("Samples of each model", List.of(), rows, 3).write(to.resolve("samples.png"));
    }
  }

  /** Of the last probe, or else of the last picture. */
  private static List<ImageStrips.Row> images(ComparedRun run) {
    for (String kind : List.of("long", "short")) {
      FloatArray samples = SampleSnapshot.of(run.run(), kind, "npz").stream()
          .findFirst()
          .map(latest -> Npz.read(latest.file()).get(kind + "_run"))
          .orElse(null);
      if (samples != null && samples.shape().length == 4) {
        return List.of(
            new ImageStrips.Row(run.name(), samples.slice(0, Math.min(IMAGES, samples.rows()))));
      }
    }
    return List.of();
  }

  private void sayWhatIsMissing(ComparedRun run) {
    PrintWriter err = spec.commandLine().getErr();
    if (!Files.exists(run.run().resolve("eval.json"))) {
      err.println("not evaluated: " + ShellWords.ebm("eval", "--model", run.run()));
    }
    if (!run.values().containsKey("verdict")) {
      err.println("not diagnosed: " + ShellWords.ebm("diagnose", run.run()));
    }
  }
}
