package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.ebm.run.RunDirectory;
import org.ebm.service.PresetList;
import org.ebm.service.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebm runs} and {@code ebm rm}. */
class RunsCommandTest {
  @TempDir
  Path folder;

  private Path chains(String name) {
    Path run = folder.resolve(name);
    Answer.of(
            "sample",
            "--set=energy.gaussian.sd=[1]",
            "--sampler=langevin",
            "--step-size=0.3",
            "--seed=1",
            "--steps=50",
            "--quiet",
            "--run-dir",
            run)
        .endsWith(0);
    return run;
  }

  @Test
  void aRunIsListed_withKindStateAgeSizeAndVerdict() throws IOException {
    Path run = chains("a");
    Files.createDirectories(run.resolve("diagnosis"));
    Files.writeString(
        run.resolve("diagnosis/diagnosis.json"),
        "{\"schema_version\": 1, \"verdict\": \"collapsed\", \"found\": \"f\", \"means\": \"m\", \"try\": \"t\", \"measures\": []}");
    Files.copy(
        run.resolve("run.json"),
        Files.createDirectories(run.resolve("second")).resolve("run.json"));
    Path broken = chains("b");
    Files.writeString(broken.resolve("run.json"), "{");
    List<String> lines = Answer.of("runs", folder).endsWith(0).out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("run +kind +state +last sign +size +verdict");
    assertThat(lines.get(1))
        .matches("\\Q" + run + "\\E +sample +done +[\\d.]+ m?s ago +[\\d.]+ [KM]iB +collapsed");
    assertThat(lines.get(2)).contains(" damaged ").contains("run.json: ");
    JsonNode json = JsonMapper.shared()
        .readTree(Answer.of("runs", "--json", run).endsWith(0).out());
    JsonNode only = json.path("runs").path(0);
    assertThat(only.path("kind").stringValue()).isEqualTo("sample");
    long bytes = 0;
    try (var files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(only.path("bytes").longValue()).isEqualTo(bytes);
    assertThat(Answer.of("runs", folder.resolve("nowhere")).failsWith(2).err())
        .contains("nowhere: is no folder");
  }

  @Test
  void rm_removesTheRunAndTheLinkToIt_butNotInADryRun() throws IOException {
    Path kept = chains("kept");
    Path run = chains("old");
    assertThat(folder.resolve("latest").toRealPath()).isEqualTo(run.toRealPath());
    assertThat(Answer.of("rm", "--dry-run", run).endsWith(0).out())
        .matches("would remove \\Q" + run + "\\E \\([\\d.]+ [KM]iB\\)\n");
    assertThat(run.resolve("run.json")).exists();
    assertThat(Answer.of("rm", run).endsWith(0).out()).startsWith("removed " + run);
    assertThat(run).doesNotExist();
    assertThat(Files.exists(folder.resolve("latest"), LinkOption.NOFOLLOW_LINKS))
        .isFalse();
    assertThat(kept.resolve("run.json")).exists();
  }

  @Test
  void rm_leavesAloneWhatIsNoRunOrGoesOn_andThenRemovesNothing() throws IOException {
    Path good = chains("good");
    Path foreign = chains("foreign");
    Files.writeString(foreign.resolve("thesis.tex"), "years");
    Path plain = Files.createDirectories(folder.resolve("plain"));
    assertThat(Answer.of("rm", good, foreign, plain, folder.resolve("latest"))
            .failsWith(2)
            .err())
        .contains(foreign + ": holds 'thesis.tex', which no run wrote, so it is left alone")
        .contains(plain + ": is no run directory (no run.json), so it is left alone")
        .contains("latest: is a link; name the run itself");
    assertThat(good.resolve("run.json")).exists();
    Path part = chains("good/second");
    Files.delete(good.resolve("latest"));
    try (RunDirectory writing = RunDirectory.resume(part)) {
      assertThat(Answer.of("rm", good).failsWith(75).err())
          .contains(writing.path() + ": is being written by ");
    }
    // killed elsewhere: only a person knows
    Files.writeString(part.resolve("lock"), "17@elsewhere 2026-11-22T10:00:00Z");
    assertThat(Answer.of("rm", good).failsWith(75).err())
        .contains("17@elsewhere")
        .contains("if it is gone, remove " + part.resolve("lock"));
    // killed here
    Files.writeString(part.resolve("lock"), deadHere());
    Answer.of("rm", good).endsWith(0);
    assertThat(good).doesNotExist();
  }

  /** A lock as a process left it that is gone: this one's, with another start. */
  private String deadHere() throws IOException {
    Path other = chains("other");
    try (RunDirectory writing = RunDirectory.resume(other)) {
      String holder = Files.readString(writing.path().resolve("lock"));
      return holder.substring(0, holder.indexOf(' ')) + " 2001-01-01T00:00:00Z tick 1";
    }
  }

  @Test
  void presetsAreListedInGroups_withEveryNameInOneColumn() {
    List<String> lines = Answer.of("config", "ls").endsWith(0).out().lines().toList();
    int plane =
        lines.indexOf("Learn toys in the plane by maximum likelihood: ebm train --config NAME");
    assertThat(plane).isNotNegative();
    assertThat(lines.subList(plane, lines.indexOf("")))
        .anyMatch(line -> line.startsWith("  8gaussians-smoke "));
    int maps = lines.indexOf("Map the basins of a known energy: ebm map-basins --config NAME");
    assertThat(lines.get(maps + 1)).startsWith("  map-8gaussians     Basins of");
    assertThat(lines.get(maps + 3)).startsWith("  map-mueller-brown  Basins of");
    assertThat(lines).anyMatch(line -> line.length() > 80);
    List<String> wrapped = PresetList.of(Presets.files(), OptionalInt.of(80));
    assertThat(wrapped)
        .allMatch(line -> line.length() <= 80)
        .anyMatch(line -> line.matches(" {21}\\S.*"));
    // on a narrow terminal below a long name, not as a ribbon beside it
    assertThat(PresetList.of(Presets.files(), OptionalInt.of(55)))
        .contains("  8gaussians-conditional-noise-contrastive")
        .allMatch(line -> line.length() <= 55);
  }
}
