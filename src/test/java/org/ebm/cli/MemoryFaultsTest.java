package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.Configs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is given too little memory ends with 74 and says so, and goes on with more to the same end. */
@Tag("faults")
class MemoryFaultsTest {
  private static final String GLYPHS =
      Configs.images("glyphs: { count: 200, noise: 0.06 }", "1, 16, 16");

  @TempDir
  Path folder;

  @Test
  void aHeapTooSmall_endsTheRun_whichGoesOnWithALargerOne() throws Exception {
    // a bank of 20 MB, of which there are some copies at a time
    GlyphTraining training = GlyphTraining.of(
        8, folder, GLYPHS.replace("chains: 60", "chains: 20000").replace("steps: 4,", "steps: 8,"));
    Path run = training.killedAt(2, folder.resolve("run"));
    long saved = GlyphTraining.newest(run);
    EbmProcess.Launch small = EbmProcess.Launch.PLAIN.withHeap(48);
    try (EbmProcess process = EbmProcess.start(small, GlyphTraining.resume(run))) {
      Answer answer = process.answer().failsWith(74);
      assertThat(answer.err()).contains(run + ": Java is out of memory").contains("-Xmx");
    }
    assertEnded(run, saved, "Java is out of memory");
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    training.assertSame(training.whole(folder.resolve("whole")), run);
  }

  @Test
  void beforeThereIsARun_aHeapTooSmallIsSaidToo() throws Exception {
    GlyphTraining training =
        GlyphTraining.of(4, folder, GLYPHS.replace("count: 200", "count: 200000"));
    EbmProcess.Launch small = EbmProcess.Launch.PLAIN.withHeap(32);
    Path run = folder.resolve("run");
    try (EbmProcess process = EbmProcess.start(small, training.fresh(run))) {
      assertThat(process.answer().failsWith(74).err()).contains("Java is out of memory");
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void aSystemThatGivesTheEngineNoMemory_endsTheRun_whichGoesOnWithMore() throws Exception {
    // arrays of 65 MB: the system gives each of them and takes it back
    GlyphTraining training = GlyphTraining.of(
        3,
        folder,
        GLYPHS
            .replace("channels: 4, kernel: 4, stride: 4", "channels: 64, kernel: 3, stride: 1")
            .replace("batch: 60", "batch: 1000")
            .replace("chains: 60", "chains: 1000")
            .replace("steps: 4,", "steps: 3,")
            .replace("checkpoint_every: 2", "checkpoint_every: 1")
            .replace("workers: 2", "workers: 1, chains_per_block: 1000"));
    Path run = folder.resolve("run");
    try (EbmProcess process = EbmProcess.start(training.fresh(run))) {
      process.awaitCheckpoint(run, 1);
      limitToPresent(process, 40);
      Answer answer = process.answer().failsWith(74);
      assertThat(answer.err()).contains("libtorch is out of memory");
    }
    assertEnded(run, GlyphTraining.newest(run), "libtorch is out of memory");
    assertThat(GlyphTraining.newest(run)).isBetween(1L, 2L);
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    training.assertSame(training.whole(folder.resolve("whole")), run);
  }

  private static void assertEnded(Path run, long saved, String reason) throws IOException {
    assertThat(GlyphTraining.newest(run)).isEqualTo(saved);
    assertThat(run.resolve("log.txt")).content().contains(reason).doesNotContain("\tat ");
    assertThat(run.resolve("run.json")).content().contains("\"failed\"", reason);
  }

  /** No more address space than the process has now, and a few MiB that the JVM may need to say so. */
  private static void limitToPresent(EbmProcess process, int spare) throws Exception {
    Path status = Path.of("/proc/" + process.process().pid() + "/status");
    assumeTrue(Files.exists(status), "no /proc");
    process.signal("STOP");
    String kib = Files.readString(status).replaceAll("(?s).*VmSize:\\s+(\\d+) kB.*", "$1");
    long bytes = (Long.parseLong(kib) + spare * 1024L) * 1024;
    int limited = new ProcessBuilder(
            "prlimit", "--pid", String.valueOf(process.process().pid()), "--as=" + bytes)
        .start()
        .waitFor();
    process.signal("CONT");
    assumeTrue(limited == 0, "prlimit cannot set limits here");
  }
}
