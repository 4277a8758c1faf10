package org.ebm.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.Rounded;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import org.ebm.report.SweepFigure;
import org.ebm.study.SweepRow.Status;

/** A sweep's result, {@code sweep.csv}: one row per cell that has ended, and the picture or the short table of it. */
public record SweepTable(List<SweepRow> rows) {
  /** Kinds of start whose chains cross a fixed distance: r L cannot fall below it. */
  private static final List<String> NOISE = List.of("gaussian", "uniform");

  /** Of a short table, beside settings. */
  private static final List<String> SHORT = List.of(
      "updates",
      "status",
      "verdict",
      "density",
      "energy_gap",
      "drift",
      "kl_ratio",
      "short_classes",
      "classes");

  public SweepTable {
    rows = List.copyOf(rows);
  }

  /** Reads what {@link #write} wrote; damaged if it is anything else. */
  public static SweepTable read(Path csv) {
    List<String> lines;
    try {
      lines = Files.readAllLines(csv);
    } catch (IOException e) {
      throw IoFailure.reading(csv, e);
    }
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
    int first = header.indexOf(SweepRow.COLUMNS.get(0));
    int end = first + SweepRow.COLUMNS.size();
    if (first < 0 || end > header.size() || !header.subList(first, end).equals(SweepRow.COLUMNS)) {
      throw EbmException.damaged(
          csv, "does not begin with settings and then " + String.join(",", SweepRow.COLUMNS));
    }
    return new SweepTable(
        lines.stream().skip(1).map(line -> row(csv, line, header, first)).toList());
  }

  private static SweepRow row(Path csv, String line, List<String> header, int first) {
    List<String> cells = List.of(line.split(",", -1));
    int more = first + SweepRow.COLUMNS.size();
    try {
      if (cells.size() != header.size()) {
        throw new IllegalArgumentException(cells.size() + " cells");
      }
      List<String> own = cells.subList(first, more);
      return new SweepRow(
          paired(header, cells, 0, first),
          Long.parseLong(own.get(0)),
          Status.valueOf(own.get(1).toUpperCase(Locale.ROOT)),
          Double.parseDouble(own.get(2)),
          Double.parseDouble(own.get(3)),
          Double.parseDouble(own.get(4)),
          Double.parseDouble(own.get(5)),
          Double.parseDouble(own.get(6)),
          Double.parseDouble(own.get(7)),
          Double.parseDouble(own.get(8)),
          Double.parseDouble(own.get(9)),
          Double.parseDouble(own.get(10)),
          own.get(11),
          paired(header, cells, more, cells.size()));
    } catch (IllegalArgumentException e) {
      throw new EbmException(ExitCode.DAMAGED, csv + ": '" + line + "' is no row of a sweep", e);
    }
  }

  private static Map<String, String> paired(
      List<String> names, List<String> values, int from, int to) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      pairs.put(names.get(i), values.get(i));
    }
    return pairs;
  }

  /** Writes the table, of one cell at least. */
  public void write(Path csv) {
    StringBuilder text = new StringBuilder(String.join(",", rows.get(0).cells().keySet()) + "\n");
    rows.forEach(row -> text.append(String.join(",", row.cells().values())).append('\n'));
    AtomicFile.write(csv, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether its cells are starts, step sizes and numbers of steps, which a figure shows. */
  private boolean isOfChains() {
    return rows.stream().allMatch(row -> row.settings().containsKey(Cell.STEP_SIZE));
  }

  /**
   * What people look at first, of one cell at least.
   *
   * @return {@code sweep.png}, displacement over the number of chain steps, a panel per kind of start; of other cells {@code sweep.md}, a line for each setting with what its seeds gave
   */
  public Path show(Path run) {
    if (isOfChains()) {
      Path png = run.resolve(SweepShards.FIGURE);
      draw(png);
      return png;
    }
    Path markdown = run.resolve(SweepShards.SHORT);
    AtomicFile.write(markdown, markdown().getBytes(StandardCharsets.UTF_8));
    return markdown;
  }

  private String markdown() {
    Map<Map<String, String>, List<SweepRow>> bySetting = new LinkedHashMap<>();
    for (SweepRow row : rows) {
      Map<String, String> setting = new LinkedHashMap<>(row.settings());
      setting.remove(Varied.SEED);
      bySetting.computeIfAbsent(setting, key -> new ArrayList<>()).add(row);
    }
    List<String> head = new ArrayList<>();
    bySetting.keySet().iterator().next().keySet().forEach(key -> head.add(Varied.last(key)));
    head.addAll(SHORT);
    StringBuilder text = new StringBuilder(line(head));
    text.append("|---".repeat(head.size())).append("|\n");
    bySetting.forEach((setting, seeds) -> {
      List<String> cells = new ArrayList<>(setting.values());
      SHORT.forEach(column -> cells.add(seeds.stream()
          .map(row -> rounded(row.cells().getOrDefault(column, "")))
          .collect(Collectors.joining(" / "))));
      text.append(line(cells));
    });
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Numbers to three digits, words as they are, a dash for nothing. */
  private static String rounded(String cell) {
    if (cell.isEmpty()) {
      return "-";
    }
    try {
      return cell.matches("-?[0-9]+") ? cell : Rounded.by("%.3g", Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return cell;
    }
  }

  private void draw(Path png) {
    Map<String, Double> reach = new LinkedHashMap<>();
    for (SweepRow row : rows) {
      String init = row.setting(Cell.INIT);
      if (NOISE.contains(init)) {
        reach.put(init, row.startToData());
      }
    }
    SweepFigure.write(
        png,
        rows.stream()
            .map(row -> new SweepFigure.Point(
                row.setting(Cell.INIT),
                Double.parseDouble(row.setting(Cell.STEP_SIZE)),
                Integer.parseInt(row.setting(Cell.STEPS)),
                row.displacement(),
                row.status() == Status.DIVERGED))
            .toList(),
        reach);
  }
}
