package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map in a process of its own that is killed or told to stop, and goes on as if nothing had happened. */
@Tag("faults")
class KilledMapFaultsTest {
  private static final int KILLS = 8;
  private static final String RING = """
      seed: 5
      energy: {gaussian_mixture: {}}
      search: {minima: {states: 40, box: [-1.8, 1.8, -1.8, 1.8]}}
      sampler: {random_walk: {step_size: 0.016, temperature: 0.1}}
      force: 5
      resolution: 0.1
      barriers: {nearest: 2, factor: 1.3}
      runtime: {device: cpu, workers: 1}
      """;

  @TempDir
  Path folder;

  @Test
  void killedAtAnyMoment_againAndAgain_aMapEndsWithTheSameBytes() throws Exception {
    Path config = Files.writeString(folder.resolve("ring.yaml"), RING);
    Path whole = folder.resolve("whole");
    long begun;
    try (EbmProcess map = EbmProcess.start(command(config, whole))) {
      map.awaitBegin();
      begun = System.nanoTime();
      assertThat(map.end()).isZero();
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    Path run = folder.resolve("killed");
    UniformRandomProvider random = RandomKey.ofSeed(4).fold("kill").generator();
    int hits = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (EbmProcess map = EbmProcess.start(command(config, run))) {
        map.awaitBegin();
        Thread.sleep(random.nextLong(millis / (KILLS + 1)));
        hits += map.process().isAlive() ? 1 : 0;
        map.kill();
      }
    }
    assertThat(hits).isGreaterThanOrEqualTo(KILLS / 2);
    try (EbmProcess map = EbmProcess.start(command(config, run))) {
      map.awaitBegin();
      map.askToStop();
      assertThat(map.end()).isIn(0, 85);
    }
    try (EbmProcess map = EbmProcess.start(command(config, run))) {
      assertThat(map.end()).isZero();
    }
    for (String file : List.of(
        "journal.bin", "basins.json", "basins.npz", "tree.nwk", "barriers.csv", "tree.svg")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  private static List<String> command(Path config, Path run) {
    return List.of("map-basins", "--config", config.toString(), "--run-dir", run.toString());
  }
}
