package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.Configs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of runs of a few updates, as a user types it. */
class ToyTableCommandTest {
  @TempDir
  Path folder;

  private Path ring;
  private Path rings;

  @BeforeEach
  void train() throws IOException {
    Path config = Files.writeString(folder.resolve("ring.yaml"), Configs.PLANE);
    ring = folder.resolve("ring");
    Answer.of("train", "--config", config, "--run-dir", ring).endsWith(0);
    rings = folder.resolve("rings");
    Answer.of("train", "--config", config, "--run-dir", rings, "--set", "data={rings: {rings: 2}}")
        .endsWith(0);
  }

  private Answer table(Path run, Object... more) {
    Object[] words = new Object[11 + more.length];
    System.arraycopy(
        new Object[] {
          "toy-table",
          "--run-dir",
          run,
          "--trained",
          "8gaussians-convergent=" + ring,
          "--trained",
          "8gaussians-nonconvergent=" + ring,
          "--trained",
          "rings-convergent=" + rings,
          "--trained",
          "rings-nonconvergent=" + rings
        },
        0,
        words,
        0,
        11);
    System.arraycopy(more, 0, words, 11, more.length);
    return Answer.of(words);
  }

  @Test
  void runsThatAreThere_makeATableAndAFigure() throws IOException {
    Path run = folder.resolve("table");
    Answer answer = table(run).endsWith(0);
    assertThat(answer.out()).contains("KL 8gaussians convergent: density").contains("KL rings");
    List<String> lines = Files.readAllLines(run.resolve("toy-table.csv"));
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0)).startsWith("data,column,updates,kl,");
    assertThat(lines.get(1)).startsWith("8gaussians,truth,0,0.0,0.0,");
    assertThat(lines.get(2)).startsWith("8gaussians,convergent: density,4,");
    // rings have no modes
    assertThat(lines.get(7)).startsWith("rings,convergent: density,4,").endsWith(",NaN,NaN,NaN");
    assertThat(run.resolve("toy-table.png")).isNotEmptyFile();
    byte[] table = Files.readAllBytes(run.resolve("toy-table.csv"));
    Answer.of("toy-table", "--resume", "--run-dir", run).endsWith(0);
    assertThat(run.resolve("toy-table.csv")).hasBinaryContent(table);
  }

  @Test
  void mistakesAreExplained() {
    Path run = folder.resolve("table");
    assertThat(Answer.of("toy-table", "--run-dir", run, "--updates-of", "ring=5")
            .failsWith(2)
            .err())
        .contains("--updates-of ring: no run of the table; choose 8gaussians-convergent, ");
    assertThat(Answer.of("toy-table", "--run-dir", run, "--updates", "few")
            .failsWith(2)
            .err())
        .contains("few");
    assertThat(run).doesNotExist();
    assertThat(
            table(run, "--trained", "rings-nonconvergent=" + ring).failsWith(2).err())
        .contains("learned other data than");
    assertThat(
            Answer.of("toy-table", "--resume", "--run-dir", ring).failsWith(2).err())
        .contains("is no toy table");
  }
}
