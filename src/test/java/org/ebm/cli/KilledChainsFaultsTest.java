package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long chains in a process of their own that is killed or told to stop, and go on as if nothing had happened. */
@Tag("faults")
class KilledChainsFaultsTest {
  private static final int KILLS = 10;
  private static final String CHAINS = """
      seed: 5
      energy: {gaussian: {sd: [1, 0.5]}}
      sampler: {langevin: {step_size: 0.3}}
      steps: 100000
      keep: 100
      trace_every: 50
      checkpoint_every: 1000
      runtime: {device: cpu, workers: 2}
      """;

  @TempDir
  static Path folder;

  private static Path config = Path.of("none");
  private static Path whole = Path.of("none");

  @BeforeAll
  static void sampleWhole() throws Exception {
    config = Files.writeString(folder.resolve("chains.yaml"), CHAINS);
    whole = folder.resolve("whole");
    try (EbmProcess chains = EbmProcess.start(fresh(whole))) {
      assertThat(chains.end()).isZero();
    }
  }

  @Test
  void killedAtAnyMoment_againAndAgain_aRunEndsWithTheSameBytes() throws Exception {
    Path run = folder.resolve("killed");
    UniformRandomProvider random = RandomKey.ofSeed(4).fold("kill").generator();
    List<String> command = fresh(run);
    int reached = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (EbmProcess chains = EbmProcess.start(command)) {
        // ten lives of at most eight checkpoints each cannot reach the end
        reached += 1000 * (1 + random.nextInt(8));
        chains.awaitCheckpoint(run, reached);
        Thread.sleep(random.nextLong(40));
        chains.kill();
      }
      if (Files.exists(run.resolve("energies.npy"))) {
        // whatever was being written, it can be read
        assertThat(SampleRun.read(run).steps().length).isLessThan(2000);
      }
      command = resume(run);
    }
    try (EbmProcess chains = EbmProcess.start(command)) {
      assertThat(chains.end()).isZero();
    }
    assertSameFiles(run);
  }

  @Test
  void toldToStop_aRunSavesWhatItReached_andGoesOnFromThere() throws Exception {
    Path run = folder.resolve("stopped");
    try (EbmProcess chains = EbmProcess.start(fresh(run))) {
      chains.awaitBegin();
      chains.awaitCheckpoint(run, 1000);
      chains.askToStop();
      assertThat(chains.end()).isEqualTo(85);
    }
    int reached = SampleRun.read(run).reached().orElseThrow();
    assertThat(reached).isBetween(1000, 99_999);
    assertThat(run.resolve("checkpoints/step-%06d".formatted(reached))).isDirectory();
    try (EbmProcess chains = EbmProcess.start(resume(run))) {
      assertThat(chains.end()).isZero();
    }
    assertSameFiles(run);
  }

  private static List<String> fresh(Path run) {
    return List.of("sample", "--config", config.toString(), "--run-dir", run.toString());
  }

  private static List<String> resume(Path run) {
    return List.of("sample", "--resume", "--run-dir", run.toString(), "--workers", "1");
  }

  private static void assertSameFiles(Path run) {
    for (String file : List.of("trace.csv", "energies.npy", "states.npy", "samples.npz")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }
}
