package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.Csv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final List<String> COLUMNS = List.of("step", "energy_gap", "gradient_norm");

  @TempDir
  Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("metrics.csv");
  }

  @Test
  void rows_readBackAsTheSameNumbers() {
    double[] values = {0.1, -1e-300, 1.0 / 3, Double.NaN, Double.NEGATIVE_INFINITY, 0.1f};
    try (Metrics metrics = Metrics.create(file, COLUMNS)) {
      for (int i = 0; i < values.length; i++) {
        metrics.append(i + 1, values[i], 2);
      }
    }
    assertThat(Csv.read(file).columns()).isEqualTo(COLUMNS);
    assertThat(Csv.read(file).column("energy_gap")).containsExactly(values);
    assertThat(Csv.read(file).column("step")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void text_isPlain() {
    try (Metrics metrics = Metrics.create(file, COLUMNS)) {
      metrics.append(1, 0.5, Double.NaN);
    }
    assertThat(file).hasContent("step,energy_gap,gradient_norm\n1,0.5,NaN\n");
  }

  @Test
  void flushedRows_areSeenByOthers() {
    try (Metrics metrics = Metrics.create(file, COLUMNS)) {
      metrics.append(1, 1, 2);
      metrics.flush();
      assertThat(Csv.read(file).rows()).isEqualTo(1);
      metrics.append(2, 1, 2);
      metrics.force();
      assertThat(Csv.read(file).rows()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 499, 500, 999, 1000})
  void resumedFile_equalsTheUninterruptedOne_byteForByte(int checkpoint) throws IOException {
    byte[] whole = uninterrupted(1000);
    // Stopped after row 1000, 8 bytes into the next.
    Files.writeString(file, "1001,0.5", StandardOpenOption.APPEND);
    try (Metrics metrics = Metrics.resume(file, COLUMNS, checkpoint)) {
      append(metrics, checkpoint + 1, 1000);
    }
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void cutAnywhereAfterTheCheckpoint_resumesAndBefore_isDamaged() throws IOException {
    byte[] whole = uninterrupted(8);
    int kept = new String(whole, StandardCharsets.UTF_8).indexOf("\n5,") + 1;
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      if (length < kept) {
        assertThatThrownBy(() -> Metrics.resume(file, COLUMNS, 4))
            .isInstanceOfSatisfying(
                EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
            .hasMessageStartingWith(file + ": ");
      } else {
        try (Metrics metrics = Metrics.resume(file, COLUMNS, 4)) {
          append(metrics, 5, 8);
        }
        assertThat(file).hasBinaryContent(whole);
      }
    }
  }

  @Test
  void missingRow_isNamed() throws IOException {
    replace(uninterrupted(4), "3,[^\n]*\n", "");
    assertThatThrownBy(() -> Metrics.resume(file, COLUMNS, 4))
        .hasMessage(file + ": has no whole row 4, but the checkpoint was written after row 4"
            + "; move that checkpoint away to go on from an older one, or start a new run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2,", "1,", "x,", "-3,"})
  void rowOutOfTurn_isDamage(String step) throws IOException {
    replace(uninterrupted(4), "\n3,", "\n" + step);
    assertThatThrownBy(() -> Metrics.resume(file, COLUMNS, 4))
        .hasMessage(file + ": row 3 does not follow step 2; start a new run");
  }

  private void replace(byte[] text, String from, String to) throws IOException {
    Files.writeString(file, new String(text, StandardCharsets.UTF_8).replaceFirst(from, to));
  }

  @Test
  void garbageAfterTheCheckpoint_isCut() throws IOException {
    byte[] whole = uninterrupted(2);
    // What a machine that lost power may leave: a long block of zeros.
    Files.write(file, new byte[200_000], StandardOpenOption.APPEND);
    Metrics.resume(file, COLUMNS, 2).close();
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void otherColumns_areRefused() throws IOException {
    uninterrupted(2);
    assertThatThrownBy(() -> Metrics.resume(file, List.of("step", "energy_gap"), 1))
        .hasMessage(file + ": does not begin with the columns step,energy_gap of this run");
  }

  @Test
  void runKilledBeforeItsFirstRow_startsTheFile() {
    Metrics.resume(file, COLUMNS, 0).close();
    assertThat(file).hasContent("step,energy_gap,gradient_norm\n");
    assertThatThrownBy(() -> Metrics.resume(folder.resolve("none"), COLUMNS, 1))
        .isInstanceOf(EbmException.class)
        .hasMessageEndingWith("none: no such file");
  }

  @Test
  void rowsOutOfTurnAndBadColumns_areBugs() {
    try (Metrics metrics = Metrics.create(file, COLUMNS)) {
      metrics.append(2, 1, 2);
      assertThatThrownBy(() -> metrics.append(2, 1, 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> metrics.append(1, 1, 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> metrics.append(3, 1)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Csv.read(file).rows()).isEqualTo(1);
    for (List<String> columns :
        List.of(List.of("time"), List.of("step", "a,b"), List.of("step", "é"))) {
      assertThatThrownBy(() -> Metrics.create(file, columns))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private byte[] uninterrupted(int steps) throws IOException {
    try (Metrics metrics = Metrics.create(file, COLUMNS)) {
      append(metrics, 1, steps);
    }
    return Files.readAllBytes(file);
  }

  private static void append(Metrics metrics, int from, int to) {
    for (int step = from; step <= to; step++) {
      metrics.append(step, Math.sin(step), 1.0 / step);
    }
  }
}
