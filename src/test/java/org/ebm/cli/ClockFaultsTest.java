package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is years off, or jumps: it is in no result, and what tells the time of a run still tells it. */
@Tag("faults")
class ClockFaultsTest {
  private static final int UPDATES = 60;

  @TempDir(factory = QuickDisk.class)
  Path folder;

  @Test
  void theClockGoesBackBetweenStartAndResume() throws Exception {
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    Path run = training.killedAt(10, folder.resolve("run"));
    for (String file : List.of("run.json", "progress.json")) {
      Path path = run.resolve(file);
      Files.writeString(path, Files.readString(path).replaceAll("\"20\\d\\d-", "\"2051-"));
    }
    assertThat(status(run)).contains("killed").contains("0.00 ms ago");
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    assertThat(status(run)).contains("done").contains("60/60");
    assertThat(run.resolve("run.json")).content().contains("\"started\" : \"2051-");
    training.assertSame(training.whole(folder.resolve("whole")), run);
  }

  @Test
  void theClockJumpsBackDuringTheRun() throws Exception {
    Path library = fakeTime();
    GlyphTraining training = GlyphTraining.of(UPDATES, folder);
    Path run = folder.resolve("run");
    Path clock = Files.writeString(folder.resolve("clock"), "+9000d\n");
    EbmProcess.Launch launch = new EbmProcess.Launch(
        List.of(),
        512,
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            clock.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "DONT_FAKE_MONOTONIC",
            "1"));
    try (EbmProcess process = EbmProcess.start(launch, training.fresh(run))) {
      process.awaitCheckpoint(run, 4);
      process.signal("STOP");
      Files.writeString(clock, "-3000d\n");
      assertThat(status(run)).contains("running");
      process.signal("CONT");
      process.answer().endsWith(0);
    }
    String json = Files.readString(run.resolve("run.json"));
    assertThat(year(json, "started")).isGreaterThan(year(json, "ended"));
    assertThat(status(run)).contains("done").contains("60/60");
    training.assertSame(training.whole(folder.resolve("whole")), run);
  }

  private static String status(Path run) throws Exception {
    return EbmProcess.answer(List.of("status", run.toString())).endsWith(0).err();
  }

  private static int year(String json, String key) {
    String after = json.substring(json.indexOf('"' + key + '"'));
    return Integer.parseInt(after.replaceAll("(?s)^\"\\w+\" : \"(\\d{4}).*", "$1"));
  }

  /** Of the Debian package faketime; tests are skipped without it. */
  private static Path fakeTime() throws IOException {
    Path libraries = Path.of("/usr/lib");
    assumeTrue(Files.isDirectory(libraries), "no /usr/lib");
    try (Stream<Path> files = Files.walk(libraries, 3)) {
      Optional<Path> found =
          files.filter(file -> file.endsWith("faketime/libfaketime.so.1")).findFirst();
      assumeTrue(found.isPresent(), "no libfaketime");
      return found.orElseThrow();
    }
  }
}
