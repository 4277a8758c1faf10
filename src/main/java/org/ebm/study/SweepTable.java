package org.ebm.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import org.ebm.report.SweepFigure;
import org.ebm.study.SweepRow.Status;

/** A sweep's result, {@code sweep.csv}: one row per cell that has ended, and the picture of it. */
public record SweepTable(List<SweepRow> rows) {
  private static final String HEADER = String.join(",", SweepRow.COLUMNS);

  /** Kinds of start whose chains cross a fixed distance: r L cannot fall below it. */
  private static final List<String> NOISE = List.of("gaussian", "uniform");

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
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw EbmException.damaged(csv, "does not begin with " + HEADER);
    }
    return new SweepTable(lines.stream().skip(1).map(line -> row(csv, line)).toList());
  }

  private static SweepRow row(Path csv, String line) {
    String[] cells = line.split(",", -1);
    try {
      return new SweepRow(
          cells[0],
          Double.parseDouble(cells[1]),
          Integer.parseInt(cells[2]),
          Long.parseLong(cells[3]),
          Status.valueOf(cells[4].toUpperCase(Locale.ROOT)),
          Double.parseDouble(cells[5]),
          Double.parseDouble(cells[7]),
          Double.parseDouble(cells[8]),
          Double.parseDouble(cells[9]),
          Double.parseDouble(cells[10]),
          Double.parseDouble(cells[11]),
          Double.parseDouble(cells[12]),
          Double.parseDouble(cells[13]),
          cells[14]);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new EbmException(ExitCode.DAMAGED, csv + ": '" + line + "' is no row of a sweep", e);
    }
  }

  public void write(Path csv) {
    String text = rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining());
    AtomicFile.write(csv, (HEADER + "\n" + text).getBytes(StandardCharsets.UTF_8));
  }

  /** Displacement over the number of chain steps, a panel per kind of start. */
  public void draw(Path png) {
    Map<String, Double> reach = new LinkedHashMap<>();
    for (SweepRow row : rows) {
      if (NOISE.contains(row.init())) {
        reach.put(row.init(), row.startToData());
      }
    }
    SweepFigure.write(
        png,
        rows.stream()
            .map(row -> new SweepFigure.Point(
                row.init(),
                row.stepSize(),
                row.steps(),
                row.displacement(),
                row.status() == Status.DIVERGED))
            .toList(),
        reach);
  }
}
