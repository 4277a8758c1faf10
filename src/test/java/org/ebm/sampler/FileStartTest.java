package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains that start at states from a file. */
class FileStartTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final FloatArray STATES =
      new FloatArray(new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6});

  @TempDir
  Path folder;

  private Path npy(String name, FloatArray array) {
    AtomicFile.write(folder.resolve(name), out -> Npy.write(out, array));
    return folder.resolve(name);
  }

  private static Starts open(Path path, Optional<String> array) {
    return new FileStart(path, array).open(Space.of(Shape.of(2)), Optional.empty(), KEY);
  }

  private static FloatArray two(Path path, Optional<String> array) {
    return open(path, array).draw(2, KEY).position();
  }

  @Test
  void theFirstRowsAreTheStarts() {
    Starts starts = open(npy("x.npy", STATES), Optional.empty());
    assertThat(starts.draw(2, KEY).position()).isEqualTo(STATES.slice(0, 2));
    assertThat(starts.limit()).isEqualTo(3);
  }

  @Test
  void ofAnArchive_theOnlyArray_theNamedOne_orTheLastStep() {
    Path npz = folder.resolve("x.npz");
    Npz.write(npz, Map.of("states", STATES));
    assertThat(two(npz, Optional.empty())).isEqualTo(STATES.slice(0, 2));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("step_1000", STATES);
    arrays.put("step_200", STATES.slice(1, 3));
    arrays.put("energy", FloatArray.of(1, 2, 3));
    Npz.write(npz, arrays);
    assertThat(two(npz, Optional.of("step_200"))).isEqualTo(STATES.slice(1, 3));
    // by number: as a word, step_200 comes after step_1000
    assertThat(two(npz, Optional.empty())).isEqualTo(STATES.slice(0, 2));
  }

  @Test
  void ofASampleRun_theEndStates() {
    Npz.write(folder.resolve("samples.npz"), Map.of("step_7", STATES, "energy", STATES));
    assertThat(two(folder, Optional.empty())).isEqualTo(STATES.slice(0, 2));
  }

  @Test
  void problemsSayWhatToDo() throws IOException {
    assertProblem(
        folder.resolve("no.npy"), Optional.empty(), folder.resolve("no.npy") + ": no such file");
    assertProblem(
        folder, Optional.empty(), "samples.npz: no such file; the folder must be that of");
    Path text = Files.writeString(folder.resolve("x.txt"), "1 2");
    assertProblem(text, Optional.empty(), "must be a .npy or .npz file of states");
    Path images = npy("images.npy", FloatArray.zeros(Shape.of(1, 4, 4), 3));
    assertProblem(images, Optional.empty(), "holds (3, 1, 4, 4), wanted (n, 2)");
    Path one = npy("one.npy", FloatArray.of(1, 2));
    assertProblem(one, Optional.empty(), "holds (2,), wanted (n, 2): x.reshape(-1, 2)");
    Path nan = npy("nan.npy", new FloatArray(new int[] {2, 2}, new float[] {1, 2, Float.NaN, 3}));
    assertProblem(nan, Optional.empty(), "state 1 (counted from 0) has a non-finite number");
    Path npz = folder.resolve("two.npz");
    Npz.write(npz, new TreeMap<>(Map.of("a", STATES, "b", STATES)));
    assertProblem(
        npz,
        Optional.empty(),
        "holds several arrays and none was named; set init.file.array to one of a (3, 2), b (3, 2)");
    assertProblem(npz, Optional.of("c"), "has no array 'c'; set init.file.array to one of");
    assertThatThrownBy(() -> new FileStart(Path.of("x.npy"), Optional.of("a")))
        .hasMessage("array: an .npy file has one array without a name; leave it out");
  }

  @Test
  void moreChainsThanStates_isAProblem() {
    Starts starts = open(npy("x.npy", STATES), Optional.empty());
    assertThatThrownBy(() -> starts.draw(4, KEY))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("x.npy: holds 3 states, got 4 chains");
  }

  private static void assertProblem(Path path, Optional<String> array, String message) {
    assertThatThrownBy(() -> open(path, array))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("init.file: ")
        .hasMessageContaining(message);
  }
}
