package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFileTest {
  private static final FloatArray POINTS =
      new FloatArray(new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6});

  @TempDir
  Path folder;

  private ArrayFile saved(Map<String, FloatArray> arrays, String name) {
    Path file = folder.resolve("points.npz");
    Npz.write(file, arrays);
    return new ArrayFile(
        file, List.of(2), name.isEmpty() ? Optional.empty() : Optional.of(name), 0);
  }

  @Test
  void drawsAreRowsOfTheFile() {
    Examples examples = saved(Map.of("x", POINTS), "").open();
    FloatArray draws = examples.batch(50, RandomKey.ofSeed(1));
    for (int i = 0; i < 50; i++) {
      float first = draws.values()[2 * i];
      assertThat(first).isIn(1f, 3f, 5f);
      assertThat(draws.values()[2 * i + 1]).isEqualTo(first + 1);
    }
    assertThat(examples.first(2)).isEqualTo(POINTS.slice(0, 2));
    // extent 4, a tenth of it on each side
    assertThat(examples.box()).contains(new Box(0.6, 5.4, 1.6, 6.4));
  }

  @Test
  void anArrayOfSeveralMustBeNamed() {
    Map<String, FloatArray> two = new LinkedHashMap<>();
    two.put("x", POINTS);
    two.put("y", POINTS);
    assertThat(saved(two, "y").open().size()).hasValue(3);
    assertThatThrownBy(() -> saved(two, "").open())
        .hasMessageContaining("holds 2 arrays and none was named")
        .hasMessageContaining("set data.arrays.array to one of x (3, 2), y (3, 2)");
    assertThatThrownBy(() -> saved(two, "z").open()).hasMessageContaining("has no array 'z'");
  }

  @Test
  void otherShapesAndNonFiniteValuesAreRefused() {
    FloatArray images = new FloatArray(new int[] {1, 2, 2}, new float[4]);
    assertThatThrownBy(() -> saved(Map.of("x", images), "").open())
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("holds (1, 2, 2), wanted (n, 2)");
    FloatArray nan = new FloatArray(new int[] {1, 2}, new float[] {0, Float.NaN});
    assertThatThrownBy(() -> saved(Map.of("x", nan), "").open())
        .hasMessageContaining("NaN or infinite");
  }

  /** As of numpy.savez(file, names=array(['a', 'b']), when=array([...], 'M8[s]'), x=points). */
  @Test
  void textAndDatesBesideTheNumbers_arePassedOverAndCounted() throws IOException {
    Path file = folder.resolve("mixed.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "names.npy", header("<U1", "(2,)", 8));
      entry(zip, "when.npy", header("<M8[s]", "(2,)", 16));
      entry(zip, "readme.txt", "points".getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream numbers = new ByteArrayOutputStream();
      Npy.write(numbers, POINTS);
      entry(zip, "x.npy", numbers.toByteArray());
    }
    Examples examples = new ArrayFile(file, List.of(2), Optional.empty(), 0).open();
    assertThat(examples.first(3)).isEqualTo(POINTS);
    assertThat(examples.remarks())
        .containsExactly(
            file
                + ": array 'x' is read; passed over are 3 that are not numbers: names, when, readme.txt");
    assertThat(new ArrayFile(file, List.of(2), Optional.of("x"), 0).open().remarks())
        .isEmpty();
    assertThatThrownBy(() -> new ArrayFile(file, List.of(2), Optional.of("names"), 0).open())
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining("'<U1'");
  }

  @Test
  void numbersInOneAxis_areExamplesOfOneNumber_orSayHowToReshape() {
    FloatArray flat = FloatArray.of(1, 2, 3, 4);
    Path file = saved(Map.of("x", flat), "").file();
    assertThat(new ArrayFile(file, List.of(1), Optional.empty(), 0).open().first(9))
        .isEqualTo(new FloatArray(new int[] {4, 1}, flat.values()));
    assertThatThrownBy(() -> new ArrayFile(file, List.of(2), Optional.empty(), 0).open())
        .hasMessageContaining("holds (4,), wanted (n, 2)")
        .hasMessageContaining("x.reshape(-1, 2)");
  }

  @Test
  void imagesInAnotherOrder_sayHowToTurnThem() {
    assertThatThrownBy(() -> images(new int[] {2, 4, 4, 3}, 0, List.of(3, 4, 4)).open())
        .hasMessageContaining("holds (2, 4, 4, 3), wanted (n, 3, 4, 4), channels first")
        .hasMessageContaining("np.transpose(x, (0, 3, 1, 2))");
    assertThatThrownBy(() -> images(new int[] {2, 4, 4}, 0, List.of(1, 4, 4)).open())
        .hasMessageContaining("x.reshape(-1, 1, 4, 4)");
  }

  @Test
  void bytesAsImagesAreRefused_andOtherRangesAreTold() {
    int[] shape = {2, 1, 4, 4};
    assertThatThrownBy(() -> images(shape, 200, List.of(1, 4, 4)).open())
        .hasMessageContaining("holds bytes, 0 to 200")
        .hasMessageContaining("x / 127.5 - 1");
    assertThat(images(shape, 3.5f, List.of(1, 4, 4)).open().remarks())
        .singleElement(STRING)
        .contains("values from 0.0 to 3.5", "[-1, 1]");
    assertThat(images(shape, 1, List.of(1, 4, 4)).open().remarks())
        .singleElement(STRING)
        .contains("2 * x - 1");
    assertThat(images(shape, -1, List.of(1, 4, 4)).open().remarks()).isEmpty();
  }

  /** Zeros, and one number that is not. */
  private ArrayFile images(int[] shape, float other, List<Integer> example) {
    float[] values = new float[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
    values[5] = other;
    Path file = saved(Map.of("x", new FloatArray(shape, values)), "").file();
    return new ArrayFile(file, example, Optional.empty(), 0);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** A .npy file of any type, its content zeros. */
  private static byte[] header(String type, String shape, int bytes) {
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    return ByteBuffer.allocate(10 + text.length() + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length())
        .put(text.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  @Test
  void aFileThatIsNoArrayIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("points.npy"), "hello");
    assertThatThrownBy(() -> new ArrayFile(file, List.of(2), Optional.empty(), 0).open())
        .hasMessageContaining("points.npy");
  }
}
