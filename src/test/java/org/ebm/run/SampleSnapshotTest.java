package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSnapshotTest {
  @TempDir
  private Path run;

  @Test
  void theLatestIsFirst_byNumber_andOtherFilesAreNone() throws IOException {
    Path samples = Files.createDirectories(run.resolve("samples"));
    for (String name : new String[] {
      "short-900.png",
      "short-1000.png",
      "short-1000.npz",
      "long-2000.png",
      "short-x.png",
      "short-1.png.tmp",
      "ashort-5.png",
      "short-1234567890123456789.png"
    }) {
      Files.createFile(samples.resolve(name));
    }
    assertThat(SampleSnapshot.of(run, "short", "png"))
        .containsExactly(
            new SampleSnapshot(samples.resolve("short-1000.png"), 1000),
            new SampleSnapshot(samples.resolve("short-900.png"), 900));
  }

  @Test
  void aRunWithoutSamples_hasNone() {
    assertThat(SampleSnapshot.of(run, "short", "png")).isEmpty();
  }
}
