package org.ebm.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.ebm.data.Examples;
import org.ebm.study.Cell;
import org.ebm.study.SweepRow;
import org.ebm.study.SweepRow.Status;
import org.ebm.study.SweepShards;
import org.ebm.study.SweepTable;
import org.ebm.train.TrainConfig;

/** The rows of the cells of a sweep that have ended so far; table and figure are up to date after each. */
final class SweepResults {
  private final Path run;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final Examples data;
  private final Map<String, SweepRow> rows = new HashMap<>();

  /** Cells that diverged before the sweep was stopped stay as they are in its table. */
  SweepResults(Path run, List<Cell> cells, Examples data) {
    this.run = run;
    this.data = data;
    Path before = run.resolve(SweepShards.TABLE);
    List<SweepRow> old = Files.exists(before) ? SweepTable.read(before).rows() : List.of();
    for (Cell cell : cells) {
      this.cells.put(cell.name(), cell);
      old.stream()
          .filter(row -> row.status() == Status.DIVERGED && row.isOf(cell))
          .forEach(row -> rows.put(cell.name(), row));
    }
  }

  /** What is not known to have diverged. */
  Map<String, TrainConfig> due() {
    Map<String, TrainConfig> configs = new LinkedHashMap<>();
    cells.forEach((name, cell) -> {
      if (!rows.containsKey(name)) {
        configs.put(name, cell.config());
      }
    });
    return configs;
  }

  /** Returns what to say of the cell. */
  String add(String name, CellRuns.End end) {
    if (end == CellRuns.End.STOPPED) {
      return name + "  stopped";
    }
    Cell cell = Objects.requireNonNull(cells.get(name));
    Status status = end == CellRuns.End.DONE ? Status.DONE : Status.DIVERGED;
    SweepRow row = SweepRow.of(cell, status, run.resolve(SweepShards.CELLS).resolve(name), data);
    rows.put(name, row);
    table().write(run.resolve(SweepShards.TABLE));
    table().draw(run.resolve(SweepShards.FIGURE));
    return String.format(
        Locale.ROOT,
        "%s  %s  displacement %.4g  times L %.4g  %s",
        name,
        status.name().toLowerCase(Locale.ROOT),
        row.displacement(),
        row.path(),
        row.verdict());
  }

  SweepTable table() {
    return new SweepTable(cells.keySet().stream()
        .filter(rows::containsKey)
        .map(name -> Objects.requireNonNull(rows.get(name)))
        .toList());
  }
}
