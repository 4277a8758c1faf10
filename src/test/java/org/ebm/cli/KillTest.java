package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.Configs;
import org.ebm.base.RandomKey;
import org.ebm.files.Csv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process of its own that is killed or told to stop, and goes on as if nothing had happened. */
@Tag("slow")
class KillTest {
  private static final int KILLS = 5;
  private static final int UPDATES = 300;

  @TempDir
  Path folder;

  private Path config;
  private Path whole;
  private long wholeMillis;

  /** Trains once without a stop, to know the result and how long it takes. */
  @BeforeEach
  void trainWhole() throws Exception {
    config = Files.writeString(
        folder.resolve("glyphs.yaml"),
        Configs.images("glyphs: { count: 200, noise: 0.06 }", "1, 16, 16")
            .replace("steps: 4,", "steps: " + UPDATES + ", pictures_every: 50,"));
    whole = folder.resolve("whole");
    try (EbmProcess training = EbmProcess.start(fresh(whole))) {
      training.awaitBegin();
      long begun = System.nanoTime();
      assertThat(training.end()).isZero();
      wholeMillis = (System.nanoTime() - begun) / 1_000_000;
    }
  }

  @Test
  void killedAtAnyMoment_againAndAgain_aRunEndsWithTheSameBytes() throws Exception {
    Path run = folder.resolve("killed");
    UniformRandomProvider random = RandomKey.ofSeed(4).fold("kill").generator();
    List<String> command = fresh(run);
    for (int kill = 0; kill < KILLS; kill++) {
      try (EbmProcess training = EbmProcess.start(command)) {
        training.awaitBegin();
        // five lives of at most a sixth each cannot reach the end
        Thread.sleep(random.nextLong(wholeMillis / (KILLS + 1)));
        training.kill();
      }
      command = resume(run, 1 + kill % 3);
    }
    assertThat(Csv.read(run.resolve("metrics.csv")).rows()).isLessThan(UPDATES);
    try (EbmProcess training = EbmProcess.start(command)) {
      assertThat(training.end()).isZero();
    }
    assertSameFiles(run);
  }

  @Test
  void toldToStop_aRunSavesWhatItReached_andGoesOnFromThere() throws Exception {
    Path run = folder.resolve("stopped");
    try (EbmProcess training = EbmProcess.start(fresh(run))) {
      training.awaitBegin();
      // not by the clock: on a busy machine a third of a run's time may be all of another's
      while (!Files.exists(run.resolve("checkpoints"))) {
        Thread.sleep(5);
      }
      training.askToStop();
      assertThat(training.end()).isEqualTo(85);
    }
    int reached = Csv.read(run.resolve("metrics.csv")).rows();
    assertThat(reached).isBetween(1, UPDATES - 1);
    assertThat(run.resolve("checkpoints/step-%06d".formatted(reached))).isDirectory();
    assertThat(run.resolve("run.json")).content().contains("\"signal TERM\"");
    try (EbmProcess training = EbmProcess.start(resume(run, 1))) {
      assertThat(training.end()).isZero();
    }
    assertSameFiles(run);
  }

  private List<String> fresh(Path run) {
    return List.of("train", "--config", config.toString(), "--run-dir", run.toString());
  }

  private static List<String> resume(Path run, int workers) {
    return List.of(
        "train", "--resume", "--run-dir", run.toString(), "--workers", String.valueOf(workers));
  }

  private void assertSameFiles(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.filter(Files::isRegularFile).map(whole::relativize).toList()) {
        boolean determined = file.toString().matches(".*\\.(csv|safetensors|npz|pt)");
        boolean newest = !file.startsWith("checkpoints")
            || file.startsWith("checkpoints/step-%06d".formatted(UPDATES));
        if (determined && newest) {
          assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
      }
    }
  }
}
