package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ebm status} of runs that are done, going on, killed, and elsewhere. */
class StatusTest {
  @TempDir
  Path folder;

  private List<String> sample(String name, int steps) {
    return List.of(
        "sample",
        "--set",
        "energy.gaussian.sd=[1]",
        "--sampler",
        "langevin",
        "--step-size",
        "0.3",
        "--seed",
        "1",
        "--quiet",
        "--steps",
        String.valueOf(steps),
        "--run-dir",
        folder.resolve(name).toString());
  }

  private String status() {
    return Answer.of("status", folder).endsWith(0).out();
  }

  @Test
  void aRunThatIsDone_saysHowFarItCame() {
    Answer.of(sample("a", 50).toArray()).endsWith(0);
    assertThat(status())
        .matches(
            "\\Q" + folder.resolve("a") + "\\E  done +\\S+  50/50, energy .*, [\\d.]+ m?s ago\n");
    String json = Answer.of("status", "--json", folder.resolve("a")).endsWith(0).out();
    assertThat(json).contains("\"state\":\"done\"", "\"done\":50,\"total\":50").endsWith("}\n");
  }

  @Test
  void aRunningRun_isSeenWithoutItsLock_andWhenItIsKilledToo() throws Exception {
    try (EbmProcess chains = EbmProcess.start(sample("b", 2_000_000_000))) {
      while (!Files.exists(folder.resolve("b/progress.json"))) {
        Thread.sleep(5);
        assertThat(chains.process().isAlive()).isTrue();
      }
      assertThat(status())
          .containsPattern("running  " + chains.process().pid() + "@\\S+  \\d+/2000000000");
      chains.kill();
    }
    assertThat(status()).containsPattern("b  killed   \\d+@");
  }

  @Test
  void aRunOnAnotherMachine_isSilentOnlyAfterTenMinutes() throws IOException {
    Answer.of(sample("c", 50).toArray()).endsWith(0);
    Path json = folder.resolve("c/run.json");
    Files.writeString(json, Files.readString(json).replace("\"done\"", "\"running\""));
    Files.writeString(folder.resolve("c/lock"), "17@elsewhere 2026-11-22T10:00:00Z");
    assertThat(status()).contains("running  17@elsewhere  50/50");
    Path sign = folder.resolve("c/progress.json");
    String old = "2020-01-01T00:00:00Z";
    Files.writeString(
        sign,
        Files.readString(sign).replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"" + old + "\""));
    Files.writeString(
        json,
        Files.readString(json).replaceFirst("(\"updated\" : )\"[^\"]*\"", "$1\"" + old + "\""));
    assertThat(status()).contains("silent   17@elsewhere  50/50");
    Files.delete(folder.resolve("c/lock"));
    assertThat(status()).contains("killed ");
  }

  @Test
  void partsOfARun_areShownWhileTheyAreNotDone() throws IOException {
    Answer.of(sample("d", 50).toArray()).endsWith(0);
    Answer.of(sample("d/diagnosis", 50).toArray()).endsWith(0);
    assertThat(status().lines()).hasSize(1);
    Path json = folder.resolve("d/diagnosis/run.json");
    Files.writeString(json, Files.readString(json).replace("\"done\"", "\"stopped\""));
    assertThat(status().lines()).hasSize(2).last().asString().contains("diagnosis  stopped");
    assertThat(Answer.of("status", folder.resolve("nowhere")).failsWith(2).err())
        .contains("nowhere: is no folder; name runs or a folder of runs");
  }
}
