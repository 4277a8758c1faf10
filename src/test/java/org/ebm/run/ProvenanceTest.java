package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProvenanceTest {
  private static final Provenance.Subject SUBJECT = new Provenance.Subject(
      List.of("ebm", "train", "--config", "a \"b\".yaml"),
      Long.MAX_VALUE,
      "ba78",
      Map.of("device", "cpu"),
      Map.of("training.steps", "flag --steps"));

  @TempDir
  Path folder;

  @Test
  void readsBackWhatWasWritten() {
    Path file = folder.resolve("run.json");
    Provenance running = Provenance.starting(RunKind.TRAIN, SUBJECT);
    running.write(file);
    assertThat(Provenance.read(file)).isEqualTo(running);
    Provenance ended = running
        .restarted(RunKind.TRAIN)
        .restarted(RunKind.TRAIN)
        .ended(RunStatus.FAILED, "diverged");
    ended.write(file);
    assertThat(Provenance.read(file)).isEqualTo(ended);
    assertThat(ended.restarts()).hasSize(2);
    assertThat(ended.restarted(RunKind.TRAIN).ended()).isEmpty();
    assertThat(ended.restarted(RunKind.TRAIN).reason()).isEmpty();
  }

  @Test
  void file_hasTheNamesThatScriptsRead() throws IOException {
    Path file = folder.resolve("run.json");
    Provenance.starting(RunKind.TRAIN, SUBJECT).ended(RunStatus.DONE, "").write(file);
    JsonNode json = new JsonMapper().readTree(Files.readString(file));
    assertThat(json.propertyNames())
        .containsExactly(
            "schema_version",
            "kind",
            "build",
            "machine",
            "command_line",
            "seed",
            "data_fingerprint",
            "engine",
            "config_origins",
            "status",
            "reason",
            "started",
            "updated",
            "ended",
            "restarts");
    assertThat(json.get("schema_version").intValue()).isEqualTo(1);
    assertThat(json.get("status").stringValue()).isEqualTo("done");
    assertThat(json.get("build").propertyNames()).containsExactly("version", "commit");
    assertThat(json.get("machine").propertyNames()).containsExactly("host", "os", "cores", "java");
    Instant ended = Instant.parse(json.get("ended").stringValue());
    assertThat(Duration.between(ended, Instant.now())).isLessThan(Duration.ofMinutes(1));
    assertThat(json.get("ended").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }

  @Test
  void runningFile_hasNoEnd() throws IOException {
    Path file = folder.resolve("run.json");
    Provenance.starting(RunKind.TRAIN, SUBJECT).write(file);
    assertThat(Files.readString(file)).contains("\"ended\" : null").contains("\"running\"");
    assertThat(Provenance.read(file).ended()).isEmpty();
  }

  @Test
  void damagedFiles_areNamed() throws IOException {
    Path file = folder.resolve("run.json");
    assertDamaged(file);
    for (String text : List.of("", "{}", "[]", "{\"schema_version\": 1", "nonsense")) {
      Files.writeString(file, text);
      assertDamaged(file);
    }
    Provenance.starting(RunKind.TRAIN, SUBJECT).write(file);
    String written = Files.readString(file);
    Files.writeString(file, written.replace("\"schema_version\" : 1", "\"schema_version\" : 2"));
    assertThatThrownBy(() -> Provenance.read(file)).hasMessageContaining("schema_version 2");
    Files.writeString(file, written.replace("\"running\"", "\"sleeping\""));
    assertDamaged(file);
    Files.writeString(file, written.replaceFirst("\"started\" : \"[^\"]*\",", ""));
    assertDamaged(file);
    Files.writeString(file, written.replaceFirst("\"seed\" : \\d*,", ""));
    assertDamaged(file);
  }

  private static void assertDamaged(Path file) {
    assertThatThrownBy(() -> Provenance.read(file))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .message()
        .startsWith(file + ": ")
        .doesNotContain("\n");
  }
}
