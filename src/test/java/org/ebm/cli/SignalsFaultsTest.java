package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ebm.Configs;
import org.ebm.files.Folders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals in the middle of an update that takes minutes, while libtorch computes on two threads. */
@Tag("faults")
class SignalsFaultsTest {
  private static final int KILLED_BY = 128;
  private static final int TERM = 15;
  private static final int INT = 2;

  @TempDir
  Path folder;

  private EbmProcess training(List<String> by, String steps) throws IOException {
    Path config = Files.writeString(
        folder.resolve("slow.yaml"),
        Configs.images("glyphs: { count: 200, noise: 0.06 }", "1, 16, 16")
            .replace("steps: 5", "steps: " + steps)
            .replace("steps: 4,", "steps: 3,"));
    return EbmProcess.start(
        new EbmProcess.Launch(by, 512, Map.of()),
        List.of(
            "train",
            "--config",
            config.toString(),
            "--run-dir",
            folder.resolve("run").toString()));
  }

  /** The first is a wish that an update of minutes does not hear; the second is the system's to deal with. */
  @Test
  void aSecondTermOrInt_endsAtOnce_withoutACrash() throws Exception {
    for (int signal : new int[] {TERM, INT}) {
      // a shell has its background jobs ignore INT, and they hand that on
      List<String> listening = List.of("env", "--default-signal=INT");
      try (EbmProcess process = training(listening, "20000000")) {
        process.awaitBegin();
        // into the chains
        Thread.sleep(2000);
        process.signal("TERM");
        Thread.sleep(500);
        assertThat(process.process().isAlive()).isTrue();
        process.signal(signal == TERM ? "TERM" : "INT");
        Answer answer = process.answer().endsWith(KILLED_BY + signal);
        assertThat(answer.err()).doesNotContain("SIGSEGV", "fatal error");
      }
      assertThat(Folders.list(Path.of("")))
          .noneMatch(file -> file.getFileName().toString().startsWith("hs_err"));
      Folders.delete(folder.resolve("run"));
    }
  }

  @Test
  void aClosedTerminal_isAWishToStop_unlessItIsToBeIgnored() throws Exception {
    try (EbmProcess process = training(List.of(), "20000")) {
      process.awaitBegin();
      process.signal("HUP");
      process.signal("HUP");
      assertThat(process.end()).isEqualTo(85);
    }
    assertThat(folder.resolve("run/run.json")).content().contains("signal HUP");
    Folders.delete(folder.resolve("run"));
    try (EbmProcess process = training(List.of("nohup"), "20000")) {
      process.awaitBegin();
      process.signal("HUP");
      assertThat(process.end()).isZero();
    }
  }

  /** Where nobody listens there is nothing to save either. */
  @Test
  void aCommandThatKeepsNothing_endsAtTheFirst() throws Exception {
    try (EbmProcess process = EbmProcess.start(List.of("doctor"))) {
      String line = process.output().readLine();
      while (line != null && !line.startsWith("engine")) {
        line = process.output().readLine();
      }
      process.signal("TERM");
      process.answer().endsWith(KILLED_BY + TERM);
    }
  }
}
