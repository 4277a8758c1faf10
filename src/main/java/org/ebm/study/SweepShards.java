package org.ebm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.config.ConfigWriter;
import org.ebm.files.Folders;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunStatus;
import org.ebm.sampler.ShardSet;

/** The finished shards of one sweep, which together hold all its cells and rows. */
public final class SweepShards {
  public static final String TABLE = "sweep.csv";
  public static final String FIGURE = "sweep.png";

  /** Of a sweep over any keys, in place of the figure. */
  public static final String SHORT = "sweep.md";

  public static final String CELLS = "cells";

  private final SweepConfig config;
  private final List<Path> folders;

  private SweepShards(SweepConfig config, List<Path> folders) {
    this.config = config;
    this.folders = folders;
  }

  /**
   * Reads what the shards say of themselves.
   *
   * @throws EbmException if they are not all the shards of one sweep, or one is not done, or one saw other data
   */
  public static SweepShards open(List<Path> folders) {
    List<Path> ordered =
        ShardSet.ordered(folders.stream().map(SweepShards::member).toList());
    ordered.forEach(folder -> requireDone(folder, ordered.get(0)));
    return new SweepShards(config(ordered.get(0)).whole(), ordered);
  }

  private static ShardSet.Member member(Path folder) {
    SweepConfig config = config(folder);
    return new ShardSet.Member(
        folder, config.shard(), ConfigWriter.yaml(config.whole().anywhere()));
  }

  private static SweepConfig config(Path folder) {
    return RunConfig.read(folder).bind(SweepConfig.class);
  }

  private static void requireDone(Path folder, Path first) {
    Provenance provenance = Provenance.of(folder);
    if (provenance.status() != RunStatus.DONE) {
      throw new EbmException(
          ExitCode.USAGE,
          folder + ": is not done; go on with it first: "
              + ShellWords.ebm("sweep", "--resume", "--run-dir", folder));
    }
    String expected = Provenance.of(first).subject().dataFingerprint();
    String found = provenance.subject().dataFingerprint();
    if (!found.equals(expected)) {
      throw EbmException.damaged(
          folder,
          "SHA-256 of data is " + found + ", but " + expected + " in " + first
              + "; run the shard again on what the others saw");
    }
  }

  /** Of the whole sweep. */
  public SweepConfig config() {
    return config;
  }

  /** Writes sweep.csv, sweep.png or sweep.md and a copy of every cell. */
  public void merge(RunDirectory run) {
    List<SweepRow> known = new ArrayList<>();
    for (Path folder : folders) {
      known.addAll(SweepTable.read(folder.resolve(TABLE)).rows());
      for (Path cell : Folders.list(folder.resolve(CELLS))) {
        Folders.copy(cell, run.file(CELLS).resolve(cell.getFileName()));
      }
    }
    SweepTable table =
        new SweepTable(config.cells().stream().map(cell -> row(known, cell)).toList());
    table.write(run.file(TABLE));
    table.show(run.path());
  }

  private SweepRow row(List<SweepRow> known, Cell cell) {
    return known.stream()
        .filter(row -> row.isOf(cell))
        .findFirst()
        .orElseThrow(() -> EbmException.damaged(
            folders.get(0) + " and the other shards", "none has a row for cell " + cell.name()));
  }
}
