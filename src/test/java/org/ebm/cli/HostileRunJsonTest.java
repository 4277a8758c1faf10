package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.ebm.Configs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON files of a run, with every value replaced by what it must not be: damaged, or without effect, and never a bug of ours. */
@Tag("faults")
class HostileRunJsonTest {
  private static final Pattern VALUE =
      Pattern.compile("(?<=: ?)(\"[^\"]*\"|-?[\\d.]+(E-?\\d+)?|null|\\[[^\\[\\]]*]|\\{[^{}]*})");
  private static final List<String> VALUES = List.of(
      "null",
      "-1",
      "1e999",
      "9223372036854775807",
      "\"\"",
      "[]",
      "[null]",
      "{}",
      "{\"a\": null}",
      "\"+1000000000-12-31T23:59:59Z\"",
      "\"-1000000000-01-01T00:00:00Z\"",
      "[".repeat(100_000));

  @TempDir
  Path folder;

  private Path run;

  @BeforeEach
  void train() throws IOException {
    run = folder.resolve("run");
    Path config = Files.writeString(folder.resolve("plane.yaml"), Configs.PLANE);
    Answer.of("train", "--config", config, "--run-dir", run, "-q").endsWith(0);
  }

  private void attack(String file, Object... command) throws IOException {
    String good = Files.readString(run.resolve(file));
    List<MatchResult> places = VALUE.matcher(good).results().toList();
    assertThat(places).isNotEmpty();
    for (MatchResult place : places) {
      for (String value : VALUES) {
        Files.writeString(
            run.resolve(file),
            good.substring(0, place.start()) + value + good.substring(place.end()));
        Answer answer = Answer.of(command);
        String what = value.substring(0, Math.min(40, value.length())) + " for " + place.group()
            + ": " + answer;
        assertThat(answer.status()).as(what).isIn(0, 65);
        assertThat(answer.err()).as(what).doesNotContain("\tat ").doesNotContain("Exception");
      }
    }
    Files.writeString(run.resolve(file), good);
  }

  @Test
  void runJson() throws IOException {
    attack("run.json", "status", run);
    attack("run.json", "compare", run, "--to", folder.resolve("comparison"));
  }

  @Test
  void progressJson_ofARunThatSeemsToRun() throws IOException {
    Path json = run.resolve("run.json");
    Files.writeString(json, Files.readString(json).replace("\"done\"", "\"running\""));
    assertThat(Answer.of("status", run).endsWith(0).out()).contains("killed");
    attack("progress.json", "status", run);
    attack("progress.json", "status", run, "--json");
  }

  @Test
  void evalJson() throws IOException {
    Answer.of("eval", "--model", run, "-q", "--set", "grid=30", "--set", "draws=200")
        .endsWith(0);
    attack("eval.json", "compare", run, "--to", folder.resolve("comparison"));
  }
}
