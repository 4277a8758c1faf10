package org.ebm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir
  Path run;

  private Path folder = Path.of("");
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void name() {
    folder = run.resolve("checkpoints");
  }

  /** What a run with a step's content saves; all of it depends on the step. */
  static Checkpoint checkpoint(long step) {
    FloatArray weight = FloatArray.zeros(Shape.of(5, 7), 11);
    Arrays.fill(weight.values(), step);
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    weights.put("layers.1.weight", weight);
    weights.put("layers.0.bias", FloatArray.of(step, Float.NaN));
    Map<String, Map<String, FloatArray>> arrays = new LinkedHashMap<>();
    arrays.put("chains", Map.of("position", FloatArray.of(-step)));
    arrays.put("weights", weights);
    return new Checkpoint(step, arrays, Map.of("learning_rate", "1.0E-4", "step", "x" + step));
  }

  @Test
  void newest_isWhatWasWritten_toTheBit() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    assertThat(checkpoints.newest(warnings::add)).isEmpty();
    assertThat(folder).doesNotExist();
    for (long step : new long[] {0, 5, 999_999, 1_000_000}) {
      checkpoints.write(checkpoint(step));
      Checkpoints.Loaded loaded = checkpoints.newest(warnings::add).orElseThrow();
      assertThat(loaded.checkpoint()).isEqualTo(checkpoint(step));
      assertThat(loaded.checkpoint().arrays().get("weights"))
          .containsExactlyEntriesOf(checkpoint(step).arrays().get("weights"));
    }
    // 1,000,000 is the newer though its name sorts first.
    assertThat(names()).containsExactly("step-1000000", "step-999999");
    assertThat(checkpoints.at(999_999)).contains(checkpoint(999_999));
    assertThat(checkpoints.at(5)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void thoseForResuming_crowdOutNoOther_andNoRunGoesBackToThem() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.write(checkpoint(1));
    checkpoints.write(checkpoint(2).forResuming());
    checkpoints.write(checkpoint(3).forResuming());
    checkpoints.write(checkpoint(4));
    checkpoints.write(checkpoint(5).forResuming());
    assertThat(names()).containsExactly("step-000001", "step-000004", "step-000005");
    assertThat(newestStep(checkpoints)).isEqualTo(5);
    assertThat(checkpoints.steps()).containsExactly(4L, 1L);
  }

  @Test
  void manifest_isThatOfSha256sum() throws Exception {
    new Checkpoints(folder, 1).write(checkpoint(3));
    Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
        .directory(folder.resolve("step-000003").toFile())
        .redirectErrorStream(true)
        .start();
    assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("chains.safetensors: OK\nstate.json: OK\nweights.safetensors: OK\n");
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void leftoversOfCrashes_areNoCheckpoints_andGoWithTheNextWrite() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 3);
    checkpoints.write(checkpoint(1));
    Path half = AtomicFile.temporary(folder.resolve("step-000009"));
    CheckpointFolder.write(half, checkpoint(9));
    Files.createDirectory(folder.resolve("step-9"));
    Files.createDirectory(folder.resolve("step-0000009"));
    assertThat(newestStep(checkpoints)).isEqualTo(1);
    assertThat(half).exists();
    checkpoints.write(checkpoint(2));
    assertThat(half).doesNotExist();
    assertThat(names()).containsExactly("step-0000009", "step-000001", "step-000002", "step-9");
    assertThat(warnings).isEmpty();
  }

  @Test
  void damageOfAnyKind_isReportedAndSkipped() throws IOException {
    damage(
        "SHA256SUMS is missing or not a plain file",
        path -> Files.delete(path.resolve("SHA256SUMS")));
    damage(
        "weights.safetensors does not match",
        path -> flip(path.resolve("weights.safetensors"), 200));
    damage("state.json does not match", path -> flip(path.resolve("state.json"), 20));
    damage(
        "chains.safetensors does not match", path -> truncate(path.resolve("chains.safetensors")));
    damage("lists [chains.safetensors]", path -> {
      Path sums = path.resolve("SHA256SUMS");
      Files.writeString(sums, Files.readAllLines(sums).get(0) + "\n");
    });
    damage("weights.safeten]", path -> truncate(path.resolve("SHA256SUMS")));
    damage("but its SHA256SUMS lists", path -> Files.delete(path.resolve("weights.safetensors")));
    damage("but its SHA256SUMS lists", path -> Files.writeString(path.resolve("extra"), ""));
    damage("weights.safetensors is missing or not a plain file", path -> {
      Path outside = run.resolve("outside");
      Files.move(path.resolve("weights.safetensors"), outside);
      Files.createSymbolicLink(path.resolve("weights.safetensors"), outside);
    });
    damage("is not a SHA-256 and a file's name", path -> {
      Path outside = Files.writeString(run.resolve("outside"), "x");
      String sum = Sha256.hex(outside);
      Files.writeString(
          path.resolve("SHA256SUMS"), sum + "  ../../../outside\n", StandardOpenOption.APPEND);
    });
  }

  private interface Damage {
    void to(Path path) throws IOException;
  }

  private void damage(String problem, Damage damage) throws IOException {
    Folders.delete(run.resolve("outside"));
    warnings.clear();
    Checkpoints checkpoints = new Checkpoints(folder, 3);
    if (Files.notExists(folder)) {
      checkpoints.write(checkpoint(1));
    }
    // Takes the place of the step that the last call damaged.
    checkpoints.write(checkpoint(2));
    assertThat(newestStep(checkpoints)).isEqualTo(2);
    assertThat(warnings).isEmpty();
    Path newer = folder.resolve("step-000002");
    damage.to(newer);
    assertThat(newestStep(checkpoints)).isEqualTo(1);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("skipped a damaged checkpoint: " + newer);
    // Written with a colon between file and problem.
    assertThat(warnings.get(0).replace(": ", " ")).contains(problem);
    assertThatThrownBy(() -> checkpoints.at(2))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED));
  }

  @Test
  void folderOfAnotherStep_orALink_isSkipped() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 9);
    checkpoints.write(checkpoint(1));
    checkpoints.write(checkpoint(2));
    Files.move(folder.resolve("step-000002"), folder.resolve("step-000007"));
    Files.createSymbolicLink(folder.resolve("step-000008"), Path.of("step-000001"));
    assertThat(newestStep(checkpoints)).isEqualTo(1);
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).endsWith("step-000008: is not a folder");
    assertThat(warnings.get(1)).endsWith("step-000007: holds the checkpoint of step 2");
  }

  @Test
  void noneIntact_isAnError_notANewStart() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.write(checkpoint(1));
    Files.delete(folder.resolve("step-000001/SHA256SUMS"));
    assertThatThrownBy(() -> checkpoints.newest(warnings::add))
        .isInstanceOf(EbmException.class)
        .hasMessage(folder + ": none of its 1 checkpoints is intact; start a new run");
  }

  @Test
  void goingBack_dropsTheFutureThatWasGivenUp() {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    for (int step = 1; step <= 3; step++) {
      checkpoints.write(checkpoint(step));
    }
    checkpoints.write(checkpoint(1));
    assertThat(names()).containsExactly("step-000001");
    checkpoints.write(checkpoint(5));
    checkpoints.discardAfter(1);
    assertThat(names()).containsExactly("step-000001");
  }

  @Test
  void stepSavedTwice_isOne_butOtherContentIsABug() throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder, 2);
    checkpoints.write(checkpoint(1));
    checkpoints.write(checkpoint(1));
    assertThatThrownBy(() -> checkpoints.write(new Checkpoint(1, Map.of(), Map.of())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(checkpoints.at(1)).contains(checkpoint(1));
    assertThat(names()).containsExactly("step-000001");
  }

  @Test
  void failedWrite_keepsTheOldAndLeavesNothing() {
    Checkpoints checkpoints = new Checkpoints(folder, 1);
    checkpoints.write(checkpoint(1));
    Map<String, FloatArray> arrays = Map.of("a", FloatArray.of(1));
    Checkpoint bad = new Checkpoint(2, Map.of("../weights", arrays), Map.of());
    assertThatThrownBy(() -> checkpoints.write(bad)).isInstanceOf(IllegalArgumentException.class);
    assertThat(names()).containsExactly("step-000001");
    assertThat(newestStep(checkpoints)).isEqualTo(1);
  }

  private long newestStep(Checkpoints checkpoints) {
    return checkpoints.newest(warnings::add).orElseThrow().checkpoint().step();
  }

  private List<String> names() {
    return Folders.list(folder).stream()
        .map(path -> String.valueOf(path.getFileName()))
        .toList();
  }

  private static void flip(Path file, int index) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[index] ^= 1;
    Files.write(file, bytes);
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
  }
}
