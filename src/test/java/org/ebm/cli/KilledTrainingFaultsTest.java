package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.ebm.files.AtomicFile;
import org.ebm.files.Csv;
import org.ebm.files.Folders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process of its own that is killed or told to stop, and goes on as if nothing had happened. */
@Tag("faults")
class KilledTrainingFaultsTest {
  private static final int KILLS = 24;
  private static final int KILLS_AT_START = 8;
  private static final int LONGEST_LIFE_MS = 700;
  private static final int CHECKPOINT_EVERY = 2;
  private static final UniformRandomProvider RANDOM =
      RandomKey.ofSeed(4).fold("kill").generator();

  @TempDir
  static Path folder;

  private static GlyphTraining training = new GlyphTraining(Path.of("none"), 0);
  private static Path whole = Path.of("none");

  /** What a process was doing when it was killed, by what it left. */
  private enum Phase {
    START,
    UPDATE,
    CHECKPOINT,
    RENAME
  }

  @BeforeAll
  static void trainWhole() throws Exception {
    training = GlyphTraining.of(300, folder);
    whole = training.whole(folder.resolve("whole"));
  }

  @Test
  void killedAtAnyMoment_againAndAgain_aRunEndsWithTheSameBytes() throws Exception {
    Path run = folder.resolve("killed");
    Map<Phase, Integer> hits = new EnumMap<>(Phase.class);
    List<String> command = training.fresh(run);
    long saved = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (EbmProcess process = EbmProcess.start(command)) {
        process.awaitBegin();
        Thread.sleep(RANDOM.nextLong(LONGEST_LIFE_MS));
        process.kill();
      }
      hits.merge(phase(run), 1, Integer::sum);
      long newest = GlyphTraining.newest(run);
      assertThat(newest).isGreaterThanOrEqualTo(saved);
      // what was written of later updates is the work since the checkpoint, and no more
      assertThat(rows(run)).isLessThanOrEqualTo(newest + CHECKPOINT_EVERY);
      saved = newest;
      command = Files.exists(run.resolve("config.yaml"))
          ? GlyphTraining.resume(run, "--workers", String.valueOf(1 + kill % 3))
          : training.fresh(run);
    }
    System.out.println("kills of training by phase: " + hits + ", reached " + saved);
    assertThat(hits).containsKeys(Phase.CHECKPOINT, Phase.UPDATE);
    EbmProcess.answer(command).endsWith(0);
    training.assertSame(whole, run);
  }

  @Test
  void killedWhileItStarts_aRunIsBegunByTheSameCommand_untilItHasAConfiguration() throws Exception {
    Path run = folder.resolve("starting");
    for (int kill = 0; kill < KILLS_AT_START; kill++) {
      boolean begun = Files.exists(run.resolve("config.yaml"));
      try (EbmProcess process =
          EbmProcess.start(begun ? GlyphTraining.resume(run) : training.fresh(run))) {
        // half of the kills wait for the first sign of the run, so as to come in its first moments
        if (kill % 2 == 0) {
          process.awaitFile(run.resolve("lock"));
          Thread.sleep(RANDOM.nextLong(150));
        } else {
          Thread.sleep(RANDOM.nextLong(1500));
        }
        process.kill();
      }
    }
    // with run.json and no configuration nothing was learned yet
    Files.deleteIfExists(run.resolve("config.yaml"));
    Folders.delete(run.resolve("checkpoints"));
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.copy(run.resolve("run.json"), half.resolve("run.json"));
    EbmProcess.answer(GlyphTraining.resume(half)).failsWith(2);
    EbmProcess.answer(training.fresh(half)).endsWith(0);
    training.assertSame(whole, half);
  }

  @Test
  void toldToStop_aRunSavesWhatItReached_andGoesOnFromThere() throws Exception {
    Path run = folder.resolve("stopped");
    try (EbmProcess process = EbmProcess.start(training.fresh(run))) {
      // not by the clock: on a busy machine a third of a run's time may be all of another's
      process.awaitFile(run.resolve("checkpoints"));
      process.askToStop();
      assertThat(process.end()).isEqualTo(85);
    }
    long reached = rows(run);
    assertThat(reached).isBetween(1L, training.updates() - 1L);
    assertThat(GlyphTraining.checkpoint(run, reached)).isDirectory();
    assertThat(run.resolve("run.json")).content().contains("\"signal TERM\"");
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    training.assertSame(whole, run);
  }

  private static long rows(Path run) {
    Path metrics = run.resolve("metrics.csv");
    return Files.exists(metrics) ? Csv.read(metrics).rows() : 0;
  }

  private static Phase phase(Path run) {
    if (!Files.exists(run.resolve("metrics.csv"))) {
      return Phase.START;
    }
    return Folders.list(run.resolve("checkpoints")).stream()
        .filter(AtomicFile::isTemporary)
        .findFirst()
        .map(left -> Files.exists(left.resolve("SHA256SUMS")) ? Phase.RENAME : Phase.CHECKPOINT)
        .orElse(Phase.UPDATE);
  }
}
