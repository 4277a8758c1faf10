package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ebm.files.Csv;
import org.ebm.files.Folders;
import org.ebm.files.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that version 68753ed wrote (see the README beside them) are gone on with, sampled, diagnosed, mapped, merged and reported, and end where that
 * version itself would have ended.
 */
@Tag("slow")
class OldRunsTest {
  private static final Path KEPT = Path.of("src/test/resources/runs-68753ed");
  /** Where they were made, seen from the folder that tests run in: their configurations and journals name each other so. */
  private static final Path RUNS = Path.of("target/runs-68753ed");

  @BeforeEach
  void copy() {
    Folders.delete(RUNS);
    Folders.copy(KEPT, RUNS);
  }

  private static Path run(String name) {
    return RUNS.resolve(name);
  }

  /** Another processor adds float32 numbers in another order: 1e-7 each time, 1e-3 after the steps that these runs go on for. */
  private static void assertEndsAs(Path actual, String expected) {
    Csv found = Csv.read(actual);
    Csv before = Csv.read(KEPT.resolve("expected").resolve(expected));
    assertThat(found.rows()).isEqualTo(before.rows());
    for (String column : before.columns()) {
      double[] values = before.column(column);
      double largest = 0;
      for (double value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int row = 0; row < values.length; row++) {
        assertThat(found.column(column)[row])
            .as("%s of row %d", column, row)
            .isCloseTo(values[row], within(1e-2 * largest + 1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring-stopped", "replay-stopped", "nce-part"})
  void trainingGoesOn(String name) {
    Answer.of("train", "--resume", "--run-dir", run(name), "--steps", 20).endsWith(0);
    assertEndsAs(run(name).resolve("metrics.csv"), name + ".csv");
  }

  @Test
  void chainsGoOn_andNewOnesBeginFromTheModelAndFromItsBank() {
    Answer.of("sample", "--resume", "--run-dir", run("sample"), "--steps", 80).endsWith(0);
    assertEndsAs(run("sample").resolve("trace.csv"), "sample.csv");
    Answer.of(words("sample --steps 5 --chains 10 --init bank --model", run("ring"), "bank"))
        .endsWith(0);
    Answer.of(words(
            "sample --steps 5 --chains 10 --init", run("sample"), "ends", "--model", run("ring")))
        .endsWith(0);
  }

  private static Object[] words(String first, Path path, String name, Object... more) {
    return Stream.of(
            Stream.of((Object[]) first.split(" ")),
            Stream.of(path, "--run-dir", run(name)),
            Stream.of(more))
        .flatMap(all -> all)
        .toArray();
  }

  @Test
  void shardsBecomeOneRun() {
    Answer.of("merge", run("shard-2"), run("shard-1"), "--run-dir", run("merged"))
        .endsWith(0);
    assertEndsAs(run("merged").resolve("trace.csv"), "merged.csv");
    // half of the chains each, in order
    float[] merged = Npy.read(run("merged").resolve("states.npy")).values();
    float[] second = Npy.read(run("shard-2").resolve("states.npy")).values();
    assertThat(merged).hasSize(2 * second.length);
    assertThat(merged[merged.length - 1]).isEqualTo(second[second.length - 1]);
  }

  @Test
  void aDiagnosisJudgesItsFinishedChainsAgain() throws IOException {
    Files.delete(run("ring/diagnosis/diagnosis.json"));
    Answer.of("diagnose", run("ring"), "--steps", 1000, "--chains", 20).endsWith(3);
    assertThat(run("ring/diagnosis/diagnosis.json")).content().contains("non-convergent");
    assertThat(run("ring/diagnosis/energies.npy"))
        .hasSameBinaryContentAs(KEPT.resolve("ring/diagnosis/energies.npy"));
    // chains made anew have no restarts, and another beginning
    String started = Files.readAllLines(KEPT.resolve("ring/diagnosis/run.json")).stream()
        .filter(line -> line.contains("\"started\""))
        .findFirst()
        .orElseThrow();
    assertThat(run("ring/diagnosis/run.json")).content().contains(started);
  }

  @Test
  void aMapThatWasStoppedGoesOn_andOneThatWasFinishedIsDrawnAgain() throws IOException {
    byte[] journal = Files.readAllBytes(run("ring/basins/journal.bin"));
    byte[] begun = Files.readAllBytes(run("map-stopped/journal.bin"));
    Answer.of("map-basins", run("map-stopped")).endsWith(0);
    assertThat(Files.readAllBytes(run("map-stopped/journal.bin")))
        .hasSizeGreaterThan(begun.length)
        .startsWith(begun);
    Answer.of("map-basins", run("ring/basins")).endsWith(0);
    assertThat(Files.readAllBytes(run("ring/basins/journal.bin"))).isEqualTo(journal);
  }

  @Test
  void everyRunIsReported_andATableComparesThem() {
    for (String name : List.of("ring", "ring-stopped", "nce-part", "sample", "shard-1")) {
      Answer.of("report", run(name)).endsWith(0);
      assertThat(run(name).resolve("report.html")).isNotEmptyFile();
    }
    Answer.of("export", "--model", run("ring/model"), "--kernel").endsWith(0);
    Answer.of("eval", "--model", run("ring/model"), "--set", "grid=50", "--set", "draws=200")
        .endsWith(0);
  }
}
