package org.ebm.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Rounded;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npz;
import org.ebm.report.CurvesPlot;
import org.ebm.report.ImageStrips;
import org.ebm.report.Series;
import org.ebm.run.SampleSnapshot;

/** Training runs on the same data side by side: a table in Markdown, KL over time, samples. */
public record Comparison(List<ComparedRun> runs) {
  private static final int IMAGES = 16;

  /** Usage error if the runs learned from different data. */
  public Comparison {
    runs = List.copyOf(runs);
    requireSameData(runs);
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
  public String table() {
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
    return Rounded.by(Math.abs(number) >= 1000 ? "%,.0f" : "%.3g", number);
  }

  /** Writes table.md, and kl.png and samples.png where there is something to see; returns what was written. */
  public List<Path> write(Path to) {
    List<Path> written = new ArrayList<>(List.of(to.resolve("table.md")));
    AtomicFile.write(written.get(0), table().getBytes(StandardCharsets.UTF_8));
    List<Series> curves =
        runs.stream().map(ComparedRun::kl).filter(curve -> curve.x().length > 0).toList();
    if (!curves.isEmpty()) {
      written.add(to.resolve("kl.png"));
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
      written.add(to.resolve("samples.png"));
      new ImageStrips("Samples of each model", List.of(), rows, 3).write(to.resolve("samples.png"));
    }
    return written;
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
}
