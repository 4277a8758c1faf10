package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.Configs;
import org.ebm.files.Csv;
import org.ebm.study.SweepRow;
import org.ebm.study.SweepRow.Status;
import org.ebm.study.SweepTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

/** Sweeps of a few updates, as a user types them. */
class SweepCommandTest {
  @TempDir
  Path folder;

  private Path config;
  private Path run;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(
        folder.resolve("tiny.yaml"),
        Configs.PLANE
            + "sweep: {grids: [{inits: [gaussian, {persistent: {chains: 60}}], step_sizes: [0.1], steps: [3, 5]}]}\n");
    run = folder.resolve("run");
  }

  private Answer sweep(Path directory, Object... more) {
    Object[] words = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"sweep", "--config", config, "--run-dir", directory}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return Answer.of(words);
  }

  @Test
  void everyCellIsARunOfItsOwn_andARowOfTheTable() {
    Answer answer = sweep(run).endsWith(0);
    assertThat(answer.out()).contains("done      4\n").contains("diverged  0\n");
    assertThat(answer.err()).contains("gaussian-eps0.1-L3  done  displacement ").contains("of 4  ");
    SweepTable table = SweepTable.read(run.resolve("sweep.csv"));
    assertThat(table.rows())
        .extracting(row -> String.join(
                " ", row.settings().get("init"), row.settings().get("steps")) + " " + row.updates())
        .containsExactly("gaussian 3 4", "gaussian 5 4", "persistent 3 4", "persistent 5 4");
    assertThat(run.resolve("sweep.png")).isNotEmptyFile();
    assertThat(run.resolve("report.html"))
        .content()
        .contains("a sweep of training runs", "Displacement over chain steps", "<th>displacement")
        .contains("persistent-eps0.1-L5: samples after 4 updates");
    assertThat(run.resolve("run.json")).content().contains("\"done\"");
    assertThat(folder.resolve("latest/sweep.csv")).exists();
    Path cell = run.resolve("cells/gaussian-eps0.1-L5");
    assertThat(cell.resolve("log.txt")).content().doesNotContain("persistent");
    assertThat(run.resolve("cells/latest")).doesNotExist();
    Answer.of("train", "--resume", "--run-dir", cell, "--steps", 6).endsWith(0);
    assertThat(Csv.read(cell.resolve("metrics.csv")).rows()).isEqualTo(6);
  }

  @Test
  void stoppedAndResumed_itGivesTheSameTable() {
    Path whole = folder.resolve("whole");
    String longer = "training.steps=24";
    sweep(whole, "--set", longer).endsWith(0);
    StringWriter err = new StringWriter();
    PrintWriter stopping = new PrintWriter(err, true) {
      @Override
      public void write(String text, int from, int length) {
        super.write(text, from, length);
        if (text.contains("-L3  done")) {
          Signal.raise(new Signal("USR1"));
        }
      }
    };
    int status = Ebm.run(
        new PrintWriter(PrintWriter.nullWriter()),
        stopping,
        "sweep",
        "--config",
        config.toString(),
        "--run-dir",
        run.toString(),
        "--set",
        longer,
        "--jobs",
        "1");
    assertThat(status).as(err.toString()).isEqualTo(85);
    assertThat(SweepTable.read(run.resolve("sweep.csv")).rows().size()).isBetween(1, 3);
    assertThat(run.resolve("run.json")).content().contains("\"signal USR1\"");
    sweep(run, "--set", longer, "--resume").endsWith(0);
    for (String file : new String[] {"sweep.csv", "sweep.png"}) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  @Test
  void aCellThatDiverges_isAResult() {
    Answer answer = sweep(
            run,
            "--set",
            "sweep.grids[0].step_sizes=[0.1, 1.0e19]",
            "--set",
            "sweep.grids[0].steps=[3]")
        .endsWith(0);
    assertThat(answer.out()).contains("done      2\n").contains("diverged  2\n");
    assertThat(SweepTable.read(run.resolve("sweep.csv")).rows())
        .allSatisfy(row -> assertThat(row.status())
            .isEqualTo(
                Double.parseDouble(row.settings().get("step_size")) > 1
                    ? Status.DIVERGED
                    : Status.DONE));
    byte[] table = bytes(run.resolve("sweep.csv"));
    Answer.of("sweep", "--resume", "--run-dir", run).endsWith(0);
    assertThat(run.resolve("sweep.csv")).hasBinaryContent(table);
  }

  /** A term on and off, two seeds: a line of the short table for each setting, with what both seeds gave. */
  @Test
  void axesOfAnyKeys_areATable_andTwoShardsAreTheWhole() throws IOException {
    Path axes = Files.writeString(
        folder.resolve("axes.yaml"),
        Configs.PLANE
            + "sweep: {seeds: [1, 2], axes: {objective.maximum_likelihood.energy_penalty: {off: 0, on: 1.0e-4}}}\n");
    Answer.of("sweep", "--config", axes, "--run-dir", run).endsWith(0);
    SweepTable table = SweepTable.read(run.resolve("sweep.csv"));
    assertThat(table.rows())
        .extracting(row -> String.join(" ", row.settings().values()) + " " + row.updates())
        .containsExactly("off 1 4", "off 2 4", "on 1 4", "on 2 4");
    assertThat(table.rows().get(0).energyGap()).isNotEqualTo(table.rows().get(2).energyGap());
    assertThat(run.resolve("sweep.md"))
        .content()
        .startsWith("| energy_penalty | updates | status |")
        .contains("\n| off | 4 / 4 | done / done |");
    assertThat(run.resolve("sweep.png")).doesNotExist();
    for (String part : new String[] {"1/2", "2/2"}) {
      Answer.of(
              "sweep",
              "--config",
              axes,
              "--shard",
              part,
              "--run-dir",
              folder.resolve("part" + part.charAt(0)))
          .endsWith(0);
    }
    Path merged = folder.resolve("merged");
    Answer.of("merge", "--run-dir", merged, folder.resolve("part1"), folder.resolve("part2"))
        .endsWith(0);
    for (String file : new String[] {"sweep.csv", "sweep.md"}) {
      assertThat(merged.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
    }
  }

  @Test
  void mistakesAreExplained() throws IOException {
    assertThat(Answer.of("sweep").failsWith(2).err()).contains("sweep: no --config; start with");
    Path plain = Files.writeString(folder.resolve("plain.yaml"), Configs.PLANE);
    assertThat(Answer.of("sweep", "--config", plain, "--run-dir", run)
            .failsWith(78)
            .err())
        .contains("sweep: required key is missing");
    assertThat(sweep(run, "--jobs", 0).failsWith(78).err()).contains("sweep.jobs: must be >= 1");
    assertThat(run).doesNotExist();
    Answer.of("train", "--config", plain, "--run-dir", run).endsWith(0);
    assertThat(Answer.of("sweep", "--resume", "--run-dir", run).failsWith(2).err())
        .contains("is no sweep");
  }

  @Test
  void anEndedSweep_canBeDrawnAgain_butNotChanged() {
    sweep(run, "--set", "sweep.grids[0].steps=[3]").endsWith(0);
    byte[] drawn = bytes(run.resolve("sweep.png"));
    assertThat(Answer.of("report", run).endsWith(0).out())
        .isEqualTo(run.resolve("sweep.png") + "\n" + run.resolve("report.html") + "\n");
    assertThat(run.resolve("sweep.png")).hasBinaryContent(drawn);
    assertThat(Answer.of("sweep", "--resume", "--run-dir", run, "--seed", 8)
            .failsWith(78)
            .err())
        .contains("cannot be changed by --resume: seed (8, was ")
        .contains("it may change sweep.jobs, sweep.diagnose and runtime.device; for a new run");
    Answer.of("sweep", "--resume", "--run-dir", run, "--jobs", 1).endsWith(0);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** 20 000 steps of 1000 chains. */
  @Test
  @Tag("slow")
  void anEndedSweep_getsItsVerdictsLater() {
    String oneCell = "sweep.grids=[{inits: [data], step_sizes: [0.1], steps: [5]}]";
    sweep(run, "--set", oneCell).endsWith(0);
    assertThat(SweepTable.read(run.resolve("sweep.csv")).rows())
        .extracting(SweepRow::verdict)
        .containsExactly("");
    Answer.of("sweep", "--resume", "--run-dir", run, "--diagnose").endsWith(0);
    assertThat(SweepTable.read(run.resolve("sweep.csv")).rows())
        .extracting(SweepRow::verdict)
        .allMatch(verdict -> verdict.matches("(non-)?convergent|collapsed|inconclusive"));
    assertThat(run.resolve("cells/data-eps0.1-L5/report.html")).content().contains("verdict");
  }
}
