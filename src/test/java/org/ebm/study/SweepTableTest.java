package org.ebm.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.Configs;
import org.ebm.base.EbmException;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.study.SweepRow.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTableTest {
  private static final Cell CELL = ConfigTree.parse(
          Configs.PLANE + "sweep: {grids: [{inits: [gaussian], step_sizes: [0.1], steps: [20]}]}\n",
          "sweep.yaml")
      .bind(SweepConfig.class)
      .cells()
      .get(0);

  @TempDir
  private Path folder;

  /** 25 updates: displacement t, gap 10 t, distance 100 t; the last fifth are updates 21 to 25. */
  private SweepRow row() throws IOException {
    StringBuilder metrics = new StringBuilder("step,energy_gap,displacement,distance\n");
    for (int t = 1; t <= 25; t++) {
      metrics.append("%d,%d,%d,%d\n".formatted(t, 10 * t, t, 100 * t));
    }
    Files.writeString(folder.resolve("metrics.csv"), metrics);
    Files.writeString(folder.resolve("density.csv"), "step,kl\n10,0.9\n25,0.25\n");
    Examples data = CELL.config().data().open();
    return SweepRow.of(CELL, Status.DONE, folder, data, Map.of());
  }

  @Test
  void aRowSaysWhatTheRunsTablesSay() throws IOException {
    SweepRow row = row();
    assertThat(row.updates()).isEqualTo(25);
    assertThat(row.displacement()).isEqualTo(23);
    assertThat(row.path()).isEqualTo(23 * 20);
    assertThat(row.distance()).isEqualTo(2300);
    assertThat(row.energyGap()).isEqualTo(230);
    // sd of -20 -10 0 10 20 with divisor 4: sqrt(1000 / 4)
    assertThat(row.energyGapSd()).isCloseTo(15.8114, within(1e-4));
    // mean of 1 .. 20
    assertThat(row.firstDisplacement()).isEqualTo(10.5);
    assertThat(row.share()).isCloseTo(23 / (0.1 * Math.sqrt(2)), within(1e-9));
    assertThat(row.kl()).isEqualTo(0.25);
  }

  /**
   * A standard normal start is Rice's law away from a mode at distance 1 with sd 0.15: x - y has sd sqrt(1 + 0.0225) = 1.0112 per axis around a shift of
   * 1, so E|x - y| = 1.0112 sqrt(pi / 2) L(-0.489), L(-0.489) = 1.231 (Laguerre, order 1/2): 1.560. Its sd is 0.78; 5 standard errors of 1000 are 0.12.
   */
  @Test
  void theDistanceFromNoiseToDataIsMeasured() throws IOException {
    assertThat(row().startToData()).isCloseTo(1.56, within(0.12));
  }

  @Test
  void aTableIsReadBackAsItWasWritten() throws IOException {
    SweepRow diverged = new SweepRow(
        new TreeMap<>(Map.of("init", "data", "step_size", "0.2", "steps", "10")),
        0,
        Status.DIVERGED,
        Double.NaN,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        Double.NaN,
        "collapsed",
        Map.of());
    SweepTable table = new SweepTable(List.of(row(), diverged));
    Path csv = folder.resolve("sweep.csv");
    table.write(csv);
    assertThat(SweepTable.read(csv)).isEqualTo(table);
  }

  @Test
  void anotherFile_isDamaged() throws IOException {
    Path csv = Files.writeString(folder.resolve("sweep.csv"), "step\n1\n");
    assertThatThrownBy(() -> SweepTable.read(csv))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("does not begin with settings and then updates,status,");
    new SweepTable(List.of(row())).write(csv);
    Files.writeString(csv, Files.readString(csv).replace("done", "fine"));
    assertThatThrownBy(() -> SweepTable.read(csv)).hasMessageContaining("is no row of a sweep");
  }
}
