package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.study.SweepTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm sweep --shard} and {@code ebm merge}. */
class SweepMergeTest {
  @TempDir
  Path folder;

  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(
        folder.resolve("tiny.yaml"),
        Configs.PLANE
            + "sweep: {grids: [{inits: [gaussian], step_sizes: [0.1], steps: [2, 3, 4]}]}\n");
  }

  private Answer sweep(String name, Object... more) {
    return Answer.of(Stream.concat(
            Stream.of("sweep", "--config", config, "--run-dir", folder.resolve(name)),
            Stream.of(more))
        .toArray());
  }

  private Answer merge(String to, String... shards) {
    List<Object> words = new ArrayList<>(List.of("merge", "--run-dir", folder.resolve(to)));
    Stream.of(shards).map(folder::resolve).forEach(words::add);
    return Answer.of(words.toArray());
  }

  @Test
  void mergedShards_equalTheWholeSweep() throws IOException {
    sweep("whole").endsWith(0);
    sweep("a", "--shard", "1/2").endsWith(0);
    sweep("b", "--shard", "2/2", "--jobs", 1).endsWith(0);
    // every second cell each
    assertThat(SweepTable.read(folder.resolve("a/sweep.csv")).rows())
        .extracting(row -> row.settings().get("steps"))
        .containsExactly("2", "4");
    merge("merged", "b", "a").endsWith(0);
    try (Stream<Path> files = Files.walk(folder.resolve("whole"))) {
      List<Path> same = files
          .filter(Files::isRegularFile)
          .map(folder.resolve("whole")::relativize)
          .filter(file -> !file.toString()
              .matches("(.*/)?(run.json|log.txt|progress.json|times.csv|report.html|\\.lock)"))
          .toList();
      assertThat(same.stream().map(Path::toString))
          .contains(
              "sweep.csv",
              "sweep.png",
              "config.yaml",
              "cells/gaussian-eps0.1-L3/metrics.csv",
              "cells/gaussian-eps0.1-L4/model/weights.safetensors");
      for (Path file : same) {
        assertThat(folder.resolve("merged").resolve(file))
            .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
      }
    }
    // what is there is kept, so there is nothing left to train
    assertThat(Answer.of("sweep", "--resume", "--run-dir", folder.resolve("merged"))
            .endsWith(0)
            .out())
        .contains("done      3\n");
  }

  @Test
  void whatCannotBeMerged_isRefused() throws IOException {
    assertThat(sweep("x", "--shard", "1/4").failsWith(78).err())
        .contains("shard: 3 cells cannot be dealt to 4 shards");
    sweep("a", "--shard", "1/2").endsWith(0);
    sweep("b", "--shard", "2/2", "--set", "training.steps=5").endsWith(0);
    assertThat(merge("x", "a", "b").failsWith(78).err())
        .contains("are shards of different runs, with training.steps 4 and 5;");
    Path json = folder.resolve("b/run.json");
    Files.writeString(json, Files.readString(json).replace("\"done\"", "\"stopped\""));
    sweep("c", "--shard", "1/2", "--set", "training.steps=5").endsWith(0);
    assertThat(merge("x", "c", "b").failsWith(2).err())
        .contains("b: is not done; go on with it first: ebm sweep --resume --run-dir ");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
