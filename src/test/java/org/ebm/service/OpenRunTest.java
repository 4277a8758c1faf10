package org.ebm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.Key;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.run.RunStatus;
import org.ebm.run.StopSignal;
import org.ebm.run.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of run has in common. */
class OpenRunTest {
  private record Config(@Key("a number") int steps) {}

  private static final Provenance.Subject SUBJECT =
      new Provenance.Subject(List.of("train"), 7, "ba78", Map.of(), Map.of());

  @TempDir
  private Path folder;

  private final Progress progress =
      new Progress(new PrintWriter(PrintWriter.nullWriter()), Progress.Mode.NONE);
  private final Call call = new Call(List.of("train"), progress, StopSignal.none());

  private Path run() {
    return folder.resolve("run");
  }

  private OpenRun begin(RunKind kind, Call who) {
    return OpenRun.begin(RunDirectory.create(run()), kind, SUBJECT, who);
  }

  private Ended<String> end(OpenRun run, boolean finished) {
    try (run) {
      return run.during(new Config(3), () -> new Ended<>("result", finished));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatEndsWell_saysItsKindAndThatItIsDone_andHasAPageIfItsKindHas(RunKind kind)
      throws IOException {
    assertThat(end(begin(kind, call), true).status()).isEqualTo(ExitCode.OK.status());
    Provenance said = Provenance.of(run());
    assertThat(said.kind()).contains(kind);
    assertThat(said.status()).isEqualTo(RunStatus.DONE);
    assertThat(Files.readString(run().resolve("config.yaml"))).isEqualTo("steps: 3\n");
    assertThat(Files.exists(run().resolve("report.html"))).isEqualTo(kind.hasPage());
    assertThat(folder.resolve("latest")).isSymbolicLink();
  }

  @Test
  void aRunThatWasStopped_goesOn_andKeepsItsBeginning() {
    assertThat(end(begin(RunKind.SWEEP, call), false).status())
        .isEqualTo(ExitCode.STOPPED.status());
    assertThat(Provenance.of(run()).status()).isEqualTo(RunStatus.STOPPED);
    end(OpenRun.goOn(RunDirectory.resume(run()), RunKind.SWEEP, call), true);
    Provenance said = Provenance.of(run());
    assertThat(said.status()).isEqualTo(RunStatus.DONE);
    assertThat(said.restarts()).hasSize(1);
    assertThat(said.subject()).isEqualTo(SUBJECT);
  }

  @Test
  void anErrorIsOnRecord_andTheNextWriterGetsIn() {
    assertThatThrownBy(() -> {
          try (OpenRun run = begin(RunKind.TRAIN, call)) {
            run.during(new Config(3), () -> {
              throw new EbmException(ExitCode.DIVERGED, "step 9: gone");
            });
          }
        })
        .hasMessage("step 9: gone");
    Provenance said = Provenance.of(run());
    assertThat(said.status()).isEqualTo(RunStatus.FAILED);
    assertThat(said.reason()).isEqualTo("step 9: gone");
    assertThat(run().resolve("log.txt")).content().contains("ERROR step 9: gone");
    RunDirectory.resume(run()).close();
  }

  @Test
  void aBugIsInTheLog_withItsTrace() {
    assertThatThrownBy(() -> {
          try (OpenRun run = begin(RunKind.TRAIN, call)) {
            run.during(new Config(3), () -> {
              throw new IllegalStateException("never");
            });
          }
        })
        .isInstanceOf(IllegalStateException.class);
    assertThat(Provenance.of(run()).reason()).isEqualTo("unexpected error, see log.txt");
    assertThat(run().resolve("log.txt")).content().contains("unexpected", "\tat ");
  }

  @Test
  void aPartOfARun_isNotTheLatest() {
    end(begin(RunKind.SAMPLE, call.ofPart()), true);
    assertThat(folder.resolve("latest")).doesNotExist();
  }

  /** Who opens the next run must not write into this one's sign of life. */
  @Test
  void theProgressLeavesTheRunThatHasEnded() throws IOException {
    Work work = new Work("steps", "");
    try (OpenRun run = begin(RunKind.TRAIN, call)) {
      run.during(new Config(3), () -> {
        progress.begin(0, 10, work);
        progress.at(10, "done");
        return new Ended<>("result", true);
      });
    }
    Path sign = run().resolve("progress.json");
    assertThat(sign).content().contains("\"done\":10");
    progress.begin(0, 99, work);
    progress.close();
    assertThat(sign).content().contains("\"total\":10");
  }
}
