package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final int LONGEST_DELAY_MS = 60;
  private static final int CHECKPOINT_EVERY = 2;
  private static final UniformRandomProvider RANDOM =
      RandomKey.ofSeed(4).fold("kill").generator();

  @TempDir
  static Path folder;

  private static GlyphTraining training = new GlyphTraining(Path.of("none"), 0);
  private static Path whole = Path.of("none");

  /** In the order in which a run writes them. */
  private static final List<String> FIRST_FILES =
      List.of("lock", "run.json", "config.yaml", "progress.json");

  /** What a process was doing when it was killed, by what it left. */
  private enum Phase {
    START,
    UPDATE,
    CHECKPOINT,
    RENAME
  }

  @BeforeAll
  static void trainWhole() throws Exception {
    training = GlyphTraining.of(120, folder);
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
        // by what is written, not by the clock: on a busy machine a second is nothing, or all
        awaitMoment(process, run, saved, kill);
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
        if (kill % 2 == 0) {
          process.awaitFile(run.resolve(FIRST_FILES.get(kill / 2)));
        }
        Thread.sleep(RANDOM.nextLong(LONGEST_DELAY_MS << (kill % 2 == 0 ? 0 : 5)));
        process.kill();
      }
    }
    EbmProcess.answer(
            Files.exists(run.resolve("config.yaml"))
                ? GlyphTraining.resume(run)
                : training.fresh(run))
        .endsWith(0);
    training.assertSame(whole, run);
  }

  @Test
  void aRunKilledBeforeItHadAConfiguration_isBegunByTheSameCommand() throws Exception {
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.copy(whole.resolve("run.json"), half.resolve("run.json"));
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

  /** A seeded moment: in a checkpoint's writing, about its rename, or some milliseconds after one that is newer than those of earlier lives. */
  private static void awaitMoment(EbmProcess process, Path run, long saved, int kill)
      throws Exception {
    List<Path> left = temporaries(run);
    if (kill % 3 == 2) {
      process.awaitCheckpoint(run, saved + CHECKPOINT_EVERY * (1L + RANDOM.nextInt(3)));
      Thread.sleep(RANDOM.nextLong(LONGEST_DELAY_MS));
      return;
    }
    Optional<Path> fresh = Optional.empty();
    while (fresh.isEmpty()) {
      assertThat(process.process().isAlive()).isTrue();
      Thread.sleep(1);
      fresh = temporaries(run).stream().filter(path -> !left.contains(path)).findFirst();
    }
    if (kill % 3 == 0) {
      Thread.sleep(RANDOM.nextLong(LONGEST_DELAY_MS));
    }
    while (kill % 3 == 1
        && Files.exists(fresh.orElseThrow())
        && !Files.exists(fresh.orElseThrow().resolve("SHA256SUMS"))) {
      assertThat(process.process().isAlive()).isTrue();
    }
  }

  private static List<Path> temporaries(Path run) {
    return Folders.list(run.resolve("checkpoints")).stream()
        .filter(AtomicFile::isTemporary)
        .toList();
  }

  private static long rows(Path run) {
    Path metrics = run.resolve("metrics.csv");
    return Files.exists(metrics) ? Csv.read(metrics).rows() : 0;
  }

  private static Phase phase(Path run) {
    if (!Files.exists(run.resolve("metrics.csv"))) {
      return Phase.START;
    }
    return temporaries(run).stream()
        .findFirst()
        .map(left -> Files.exists(left.resolve("SHA256SUMS")) ? Phase.RENAME : Phase.CHECKPOINT)
        .orElse(Phase.UPDATE);
  }
}
