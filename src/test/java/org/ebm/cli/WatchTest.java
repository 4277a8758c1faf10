package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.service.WatchedPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm report --watch}: a page that follows a run by itself. */
class WatchTest {
  private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"1\"/>";

  @TempDir
  Path folder;

  @Test
  void thePageReadsItselfAgain_untilTheRunEnds() throws Exception {
    Path run = folder.resolve("run");
    List<String> words = List.of(
        "sample",
        "--set",
        "energy.gaussian.sd=[1]",
        "--sampler",
        "langevin",
        "--step-size",
        "0.3",
        "--seed",
        "1",
        "--steps",
        "2000000000",
        "--quiet",
        "--run-dir",
        run.toString());
    WatchedPage page = new WatchedPage(run, 1);
    try (EbmProcess chains = EbmProcess.start(words)) {
      chains.awaitFile(run.resolve("progress.json"));
      assertThat(Files.readString(page.write())).contains(REFRESH).contains("The run is not done");
      chains.kill();
    }
    page.follow();
    assertThat(Files.readString(run.resolve("report.html"))).doesNotContain("http-equiv");
    // the command itself, of a run that is over, writes once and ends
    assertThat(Answer.of("report", run, "--watch").endsWith(0).out())
        .startsWith(run.resolve("report.html") + "\n");
    assertThat(Answer.of("report", run, run, "--watch").failsWith(2).err())
        .contains("--watch follows one run");
  }
}
