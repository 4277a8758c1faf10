package org.ebm.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.FloatArray;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.features.PixelClasses;
import org.ebm.files.Npz;
import org.ebm.run.SampleSnapshot;
import org.ebm.sample.SampleRun;
import org.ebm.study.Cell;
import org.ebm.study.DiagnosisFile;
import org.ebm.study.SweepConfig;
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

  /** Of a sweep over any keys; empty for data without classes. */
  private final Optional<PixelClasses> classes;

  private final boolean varied;

  /** Cells that diverged before the sweep was stopped stay as they are in its table. */
  SweepResults(Path run, SweepConfig config, Examples data) {
    this.run = run;
    this.data = data;
    this.varied = config.sweep().axes().isPresent();
    this.classes = Optional.of(config.data())
        .filter(set -> varied)
        .flatMap(Dataset::heldOut)
        .flatMap(others -> PixelClasses.of(data, others.open()));
    Path before = run.resolve(SweepShards.TABLE);
    List<SweepRow> old = Files.exists(before) ? SweepTable.read(before).rows() : List.of();
    for (Cell cell : config.cells()) {
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
    Path trained = run.resolve(SweepShards.CELLS).resolve(name);
    SweepRow row = SweepRow.of(cell, status, trained, data, varied ? more(trained) : Map.of());
    rows.put(name, row);
    table().write(run.resolve(SweepShards.TABLE));
    table().show(run);
    return String.format(
        Locale.ROOT,
        "%s  %s  displacement %.4g  times L %.4g  %s",
        name,
        status.name().toLowerCase(Locale.ROOT),
        row.displacement(),
        row.path(),
        row.verdict());
  }

  /** Measures, and the classes of the ends of long chains from data and of the last short-run samples. */
  private Map<String, String> more(Path trained) {
    Optional<FloatArray> ends = DiagnosisFile.verdict(trained)
        .flatMap(
            verdict -> SampleRun.read(trained.resolve(DiagnosisFile.FOLDER)).ends());
    Optional<FloatArray> shortRun = SampleSnapshot.of(trained, "short", "npz").stream()
        .findFirst()
        .flatMap(last -> Optional.ofNullable(Npz.read(last.file()).get("short_run")));
    Map<String, String> columns = SweepRow.measured(trained);
    told(columns, "", ends);
    told(columns, "short_", shortRun);
    columns.put(
        "classifier_error",
        classes.map(known -> String.format(Locale.ROOT, "%.4f", known.error())).orElse("NaN"));
    return columns;
  }

  private void told(Map<String, String> columns, String of, Optional<FloatArray> samples) {
    Optional<double[]> shares =
        samples.filter(FloatArray::isFinite).flatMap(x -> classes.map(known -> known.shares(x)));
    columns.put(
        of + "classes",
        shares.map(parts -> String.valueOf(classes.orElseThrow().found(parts))).orElse("NaN"));
    columns.put(
        of + "class_shares",
        Arrays.stream(shares.orElse(new double[0]))
            .mapToObj(share -> String.format(Locale.ROOT, "%.3f", share))
            .collect(Collectors.joining(" ")));
  }

  SweepTable table() {
    return new SweepTable(cells.keySet().stream()
        .filter(rows::containsKey)
        .map(name -> Objects.requireNonNull(rows.get(name)))
        .toList());
  }
}
