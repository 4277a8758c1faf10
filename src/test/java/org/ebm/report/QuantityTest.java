package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantityTest {
  @TempDir
  private Path folder;

  private RunFiles run(String name, int updates) throws IOException {
    Path path = Files.createDirectories(folder.resolve(name));
    return RunFiles.open(RunFolder.create(path).withMetrics(updates).path());
  }

  @Test
  void runsOfUnequalLength_areSmoothedAlike() throws IOException {
    List<RunFiles> runs = List.of(run("long", 4000), run("short", 400), run("tiny", 20));
    Chart chart = Quantity.TRAINING
        .get(0)
        .overlaid(runs, List.of("long", "short", "tiny"))
        .orElseThrow();
    List<Mark.Curve> curves = chart.curves();
    // means over 50 updates: 80 of the long run, 8 of the short one; of the tiny one its values
    assertThat(curves.get(0).line().x()).hasSize(80);
    assertThat(curves.get(1).line().x()).hasSize(8);
    assertThat(curves.get(2).line().x()).hasSize(20);
    assertThat(chart.note()).contains("Lines show means over 50 updates.");
    double sum = 0;
    for (int update = 1; update <= 50; update++) {
      sum += 1.0 / update;
    }
    assertThat(curves.get(0).line().y()[0]).isEqualTo(curves.get(1).line().y()[0]);
    assertThat(curves.get(1).line().y()[0]).isCloseTo(sum / 50, within(1e-15));
  }

  /** Numbers that are written every hundredth update are as many means as those of every update. */
  @Test
  void runsThatAreLoggedUnlike_areSmoothedOverAsManyUpdates() throws IOException {
    StringBuilder rare = new StringBuilder("step,energy_gap\n");
    for (int update = 100; update <= 4000; update += 100) {
      rare.append(update).append(",1\n");
    }
    RunFolder seldom = RunFolder.create(Files.createDirectories(folder.resolve("seldom")))
        .with("metrics.csv", rare.toString());
    List<RunFiles> runs = List.of(run("often", 2000), RunFiles.open(seldom.path()));
    List<Mark.Curve> curves = Quantity.TRAINING
        .get(0)
        .overlaid(runs, List.of("often", "seldom"))
        .orElseThrow()
        .curves();
    // means over 4000 / 80 updates
    assertThat(curves.get(0).line().x()).hasSize(40);
    assertThat(curves.get(1).line().x()).hasSize(40);
    assertThat(curves.get(1).line().x()[0]).isEqualTo(100);
  }
}
