package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.files.Folders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's folder that two processes want, that a dead one held, that was moved, or whose process was held up. */
@Tag("faults")
class RunDirectoryFaultsTest {
  private static final int UPDATES = 60;

  @TempDir(factory = QuickDisk.class)
  Path folder;

  @Test
  void aSecondProcess_isRefusedAtOnce_andTheFirstIsUndisturbed() throws Exception {
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    Path run = folder.resolve("run");
    try (EbmProcess first = EbmProcess.start(training.fresh(run))) {
      first.awaitCheckpoint(run, 2);
      // paused, so that it surely still runs; a process that is held up keeps what it holds
      first.signal("STOP");
      byte[] metrics = Files.readAllBytes(run.resolve("metrics.csv"));
      for (List<String> second : List.of(
          GlyphTraining.resume(run),
          List.of("train", "--config", training.config() + "", "--run-dir", run + "", "--force"))) {
        Answer answer = EbmProcess.answer(second).failsWith(75);
        assertThat(answer.err())
            .contains(run + ": is being written by " + first.process().pid() + "@");
      }
      assertThat(EbmProcess.answer(training.fresh(run)).failsWith(2).err()).contains("not empty");
      assertThat(run.resolve("metrics.csv")).hasBinaryContent(metrics);
      first.signal("CONT");
      assertThat(first.end()).isZero();
    }
    training.assertSame(training.whole(folder.resolve("whole")), run);
  }

  @Test
  void theLockOfAKilledProcess_isTakenOver() throws Exception {
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    Path run = training.killedAt(4, folder.resolve("run"));
    assertThat(run.resolve("lock")).exists();
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    assertThat(run.resolve("lock")).doesNotExist();
  }

  @Test
  void aRunThatWasMoved_goesOnWhereItLies() throws Exception {
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    Path run = training.killedAt(10, folder.resolve("run"));
    Path moved = folder.resolve("other/place");
    Files.createDirectory(folder.resolve("other"));
    Files.move(run, moved);
    EbmProcess.answer(GlyphTraining.resume(moved)).endsWith(0);
    assertThat(run).doesNotExist();
    training.assertSame(training.whole(folder.resolve("whole")), moved);
  }

  @Test
  void chainsWhoseModelWasMoved_sayWhichModelTheyMiss_andGoOnWhenItIsBack() throws Exception {
    GlyphTraining training = GlyphTraining.of(8, folder);
    Path model = training.whole(folder.resolve("model-run"));
    Path whole = sampled(model, folder.resolve("whole"));
    Path run = folder.resolve("chains");
    Folders.copy(sampled(model, folder.resolve("short")), run);
    Path away = folder.resolve("away");
    Files.move(model, away);
    List<String> resume =
        List.of("sample", "--resume", "--run-dir", run.toString(), "--steps", "3000");
    assertThat(EbmProcess.answer(resume).failsWith(2).err())
        .contains("model-run/model: no model here");
    Files.move(away, model);
    EbmProcess.answer(resume).endsWith(0);
    EbmProcess.answer(List.of("sample", "--resume", "--run-dir", whole + "", "--steps", "3000"))
        .endsWith(0);
    assertThat(run.resolve("energies.npy")).hasSameBinaryContentAs(whole.resolve("energies.npy"));
  }

  private static Path sampled(Path model, Path run) throws Exception {
    EbmProcess.answer(List.of(
            ("sample --chains 20 --steps 2000 --seed 1 --model " + model + " --run-dir " + run)
                .split(" ")))
        .endsWith(0);
    return run;
  }
}
