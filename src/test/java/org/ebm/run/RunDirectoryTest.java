package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir
  Path runs;

  private Path dir = Path.of("");

  @BeforeEach
  void name() {
    dir = runs.resolve("a");
  }

  /** And not of a folder that would be in it. */
  @Test
  void aFileInARunsPlace_isCalledOne() throws IOException {
    Files.writeString(dir, "");
    assertThatThrownBy(() -> RunDirectory.requireOwn(dir))
        .hasMessageStartingWith(dir + ": is a file and no run directory");
  }

  @Test
  void create_makesTheFolder_andLeavesOnlyLocks() {
    try (RunDirectory run = RunDirectory.create(dir)) {
      assertThat(run.path()).isEqualTo(dir);
      assertThat(names(dir)).containsExactly(".lock", "lock");
    }
    assertThat(names(dir)).containsExactly(".lock");
    // Killed before it wrote anything: not in the way of a new one.
    RunDirectory.create(dir).close();
  }

  @Test
  void create_refusesWhatIsNotEmpty_andTouchesNothing() throws IOException {
    Files.createDirectory(dir);
    Files.writeString(dir.resolve("notes.txt"), "mine");
    assertUsage(
        () -> RunDirectory.create(dir),
        "is not empty and holds no run that could be gone on with; choose another --run-dir");
    assertUsage(
        () -> RunDirectory.create(dir, true),
        "is not empty and no run directory (no run.json), so --force leaves it alone; choose another --run-dir");
    assertThat(names(dir)).containsExactly("notes.txt");
    Path file = dir.resolve("notes.txt");
    assertThatThrownBy(() -> RunDirectory.create(file))
        .hasMessage(file + ": is not a folder; choose another --run-dir");
  }

  @Test
  void whatAKillInTheFirstMomentsLeft_isNotInTheWayOfTheSameCommand() throws IOException {
    fill(dir);
    assertThat(names(dir)).contains("config.yaml", "run.json");
    assertThatThrownBy(() -> RunDirectory.create(dir))
        .hasMessageContaining("is not empty; go on with --resume, replace it with --force");
    for (Path file : Folders.list(dir)) {
      if (!file.endsWith("run.json")) {
        Folders.delete(file);
      }
    }
    try (RunDirectory run = RunDirectory.create(dir)) {
      assertThat(names(run.path())).containsExactly(".lock", "lock");
    }
  }

  @Test
  void force_emptiesARun_withoutFollowingLinks() throws IOException {
    Path outside = Files.createDirectory(runs.resolve("disk"));
    Files.writeString(outside.resolve("kept"), "");
    fill(dir);
    Files.createSymbolicLink(dir.resolve("checkpoints"), outside);
    Files.writeString(AtomicFile.temporary(dir.resolve("run.json")), "{");
    try (RunDirectory run = RunDirectory.create(dir, true)) {
      assertThat(names(run.path())).containsExactly(".lock", "lock");
    }
    assertThat(outside.resolve("kept")).exists();
  }

  @Test
  void force_refusesARunThatHoldsMore() throws IOException {
    fill(dir);
    Files.writeString(dir.resolve("thesis.tex"), "");
    assertUsage(
        () -> RunDirectory.create(dir, true),
        "holds 'thesis.tex', which no run wrote, so --force leaves it alone; move that away or choose another --run-dir");
    assertThat(names(dir)).contains("thesis.tex", "run.json", "model");
  }

  @Test
  void resume_needsARun() throws IOException {
    assertUsage(
        () -> RunDirectory.resume(dir),
        "is no run directory (no run.json), so there is nothing to resume; begin the run without --resume");
    fill(dir);
    Files.delete(dir.resolve("config.yaml"));
    assertUsage(
        () -> RunDirectory.resume(dir),
        "is no run directory (no config.yaml), so there is nothing to resume; begin the run without --resume");
    assertThat(names(dir)).doesNotContain("lock");
  }

  @Test
  void resume_keepsAllButHalfWrittenFiles() throws IOException {
    fill(dir);
    List<String> before = names(dir);
    Files.writeString(AtomicFile.temporary(dir.resolve("run.json")), "{");
    Files.writeString(AtomicFile.temporary(dir.resolve("model/weights.safetensors")), "");
    RunDirectory.resume(dir).close();
    assertThat(names(dir))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(".lock"), before.stream()).toList());
    assertThat(names(dir.resolve("model"))).containsExactly("weights.safetensors");
  }

  @Test
  void failedCreate_letsGoOfTheLock() throws IOException {
    fill(dir);
    assertThatThrownBy(() -> RunDirectory.create(dir)).isInstanceOf(EbmException.class);
    RunDirectory.resume(dir).close();
  }

  @Test
  void file_cannotLeadOut() {
    try (RunDirectory run = RunDirectory.create(dir)) {
      assertThat(run.file("samples/a.png")).isEqualTo(dir.resolve("samples/a.png"));
      assertThat(run.provenance()).isEqualTo(dir.resolve("run.json"));
      assertThatThrownBy(() -> run.file("../b")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> run.file("/b")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aReservedFolder_namesTimeAndChance() {
    Path fresh = RunDirectory.reserve(runs, "mnist");
    assertThat(fresh.getParent()).isEqualTo(runs);
    assertThat(fresh.getFileName().toString()).matches("mnist-20\\d{6}-\\d{6}-[0-9a-f]{4}");
    assertThat(fresh).isEmptyDirectory();
    assertThatThrownBy(() -> RunDirectory.reserve(runs, "../mnist"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 65536 names in a second: of 1500 runs some would find their folder taken by another, at odds of a million to one. */
  @Test
  void manyRunsInOneSecond_eachHaveAFolderOfTheirOwn() {
    Set<Path> reserved = new HashSet<>();
    for (int i = 0; i < 1500; i++) {
      assertThat(reserved.add(RunDirectory.reserve(runs, "mnist"))).isTrue();
    }
    try (RunDirectory fresh = RunDirectory.createFresh(runs, "mnist")) {
      assertThat(reserved).doesNotContain(fresh.path());
    }
  }

  @Test
  void latest_followsTheLastMark() throws IOException {
    assertThatThrownBy(() -> RunDirectory.latest(runs))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            runs.resolve("latest") + ": there is no run yet; train one, or name a run or model");
    for (String name : List.of("a", "b")) {
      try (RunDirectory run = RunDirectory.create(runs.resolve(name))) {
        run.markLatest();
        assertThat(RunDirectory.latest(runs)).isEqualTo(run.path());
      }
    }
    assertThat(Files.readSymbolicLink(runs.resolve("latest"))).isEqualTo(Path.of("b"));
    assertThat(names(runs)).containsExactly("a", "b", "latest");
    Folders.delete(runs.resolve("b"));
    assertThatThrownBy(() -> RunDirectory.latest(runs)).hasMessageContaining("which is gone");
  }

  @Test
  void markLatest_replacesNothingThatIsNoLink() throws IOException {
    Files.writeString(runs.resolve("latest"), "mine");
    try (RunDirectory run = RunDirectory.create(dir)) {
      assertThatThrownBy(run::markLatest).hasMessageContaining("is no link");
    }
    assertThat(runs.resolve("latest")).hasContent("mine");
  }

  private static void fill(Path dir) throws IOException {
    Files.createDirectories(dir.resolve("model"));
    for (String name : List.of("config.yaml", "run.json", "log.txt", "model/weights.safetensors")) {
      Files.writeString(dir.resolve(name), "");
    }
  }

  private void assertUsage(ThrowingCallable call, String problem) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(dir + ": " + problem);
  }

  private static List<String> names(Path dir) {
    return Folders.list(dir).stream()
        .map(path -> String.valueOf(path.getFileName()))
        .toList();
  }
}
