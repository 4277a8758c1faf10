package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointSetsTest {
  private static final String PLY =
      "ply\nformat %s 1.0\ncomment by hand\nelement vertex %d\nproperty uchar red\nproperty float x\nproperty float y\nproperty double z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n";

  @TempDir
  private Path folder;

  /** As they are in the file. */
  private PointSets plain(Path file, int points) {
    return new PointSets(
        file,
        points,
        Optional.empty(),
        PointSets.Centre.NONE,
        PointSets.Scale.NONE,
        0,
        Optional.empty(),
        false);
  }

  private Path text(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path npy(int... shape) throws IOException {
    int size = 1;
    for (int axis : shape) {
      size *= axis;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    Path file = folder.resolve("sets.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, new FloatArray(shape, values));
    }
    return file;
  }

  @Test
  void allPointsOfAnArray_areTakenInOrder() throws IOException {
    assertThat(plain(npy(2, 4, 3), 4).open().first(9).values())
        .startsWith(0, 1, 2, 3)
        .hasSize(24);
  }

  /** Points keep together, and none comes twice. */
  @Test
  void ofMorePointsSomeAreDrawn_theSameEveryTime() throws IOException {
    Path file = npy(1, 50, 3);
    float[] some = plain(file, 20).open().first(1).values();
    assertThat(plain(file, 20).open().first(1).values()).isEqualTo(some);
    assertThat(Stream.iterate(0, i -> i + 1).limit(20).map(i -> some[3 * i]))
        .doesNotHaveDuplicates()
        .allSatisfy(x -> assertThat(x % 3).isZero());
    assertThat(some[1] - some[0]).isEqualTo(1);
  }

  @Test
  void eachSetIsCentredAndScaled() throws IOException {
    Path file = folder.resolve("one.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, new FloatArray(new int[] {1, 2, 3}, new float[] {5, 1, 7, 5, 1, 11}));
    }
    PointSets sets = new PointSets(
        file,
        2,
        Optional.empty(),
        PointSets.Centre.MEAN,
        PointSets.Scale.SPHERE,
        0,
        Optional.empty(),
        false);
    assertThat(sets.open().first(1).values()).containsExactly(0, 0, -1, 0, 0, 1);
  }

  @Test
  void anArchiveMayHaveLabels() {
    Path file = folder.resolve("sets.npz");
    Npz.write(
        file,
        Map.of(
            "clouds", FloatArray.zeros(Shape.of(5, 3), 3),
            "labels", FloatArray.of(2, 0, 2)));
    Examples sets = plain(file, 5).open();
    assertThat(sets.draw(50, RandomKey.ofSeed(0)).labels().orElseThrow()).containsOnly(0, 2);
    assertThat(sets.ofClasses(List.of(2)).orElseThrow().size()).hasValue(2);
  }

  /** The same three points in every format, of two classes. */
  @Test
  void filesOfAFolder_areOneSetEach() throws IOException {
    text("in/a/1.xyz", "# x y z\n1 2 3\n4,5,6\n\n7 8 9 0.5\n");
    text("in/a/2.PLY", PLY.formatted("ascii", 3) + "9 1 2 3\n9 4 5 6\n9 7 8 9\n3 0 1 2\n");
    Files.write(folder.resolve("in/a/3.ply"), binaryPly(3));
    text("in/b/4.off", "OFF3 0 0\n1 2 3 4 5 6 7 8 9\n");
    text("in/b/readme.txt", "no points");
    Examples sets = plain(folder.resolve("in"), 3).open();
    assertThat(sets.size()).hasValue(4);
    for (int i = 0; i < 4; i++) {
      float[] set = sets.first(4).slice(i, i + 1).values();
      assertThat(Stream.of(0, 3, 6).map(at -> List.of(set[at], set[at + 1], set[at + 2])))
          .as("file %d", i)
          .containsExactlyInAnyOrder(List.of(1f, 2f, 3f), List.of(4f, 5f, 6f), List.of(7f, 8f, 9f));
    }
    assertThat(sets.ofClasses(List.of(1)).orElseThrow().size()).hasValue(1);
    assertThat(sets.remarks().toString()).contains("4 files read", "1 .txt");
  }

  private static byte[] binaryPly(int declared) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(PLY.formatted("binary_little_endian", declared).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer vertices = ByteBuffer.allocate(3 * 17).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i < 9; i += 3) {
      vertices.put((byte) 200).putFloat(i).putFloat(i + 1).putDouble(i + 2);
    }
    out.write(vertices.array());
    return out.toByteArray();
  }

  /** A triangle of area 1/2 in the plane z = 0 and a square of area 4 in z = 1: eight ninths of the points lie in the square. */
  @Test
  void polygonsAreSampledByTheirArea() throws IOException {
    text(
        "in/s.off", "OFF\n7 2 0\n0 0 0 1 0 0 0 1 0\n0 0 1 2 0 1 2 2 1 0 2 1\n3 0 1 2\n4 3 4 5 6\n");
    float[] points = plain(folder.resolve("in"), 9000).open().first(1).values();
    double above = 0;
    double x = 0;
    for (int i = 0; i < points.length; i += 3) {
      above += points[i + 2];
      x += points[i + 2] > 0 ? points[i] : 0;
      assertThat(points[i + 2] > 0 || points[i] + points[i + 1] <= 1.0001f).isTrue();
    }
    // sd sqrt(8/81 / 9000) = 0.0033, and of x 0.58 / sqrt(8000) = 0.0065: four of them
    assertThat(above / 9000).isCloseTo(8 / 9.0, within(0.014));
    assertThat(x / above).isCloseTo(1, within(0.026));
  }

  static List<List<String>> broken() {
    return List.of(
        List.of("a.xyz", "1 2\n", "line 1 must hold x y z, got '1 2'"),
        List.of("a.xyz", "1 2 3\n1 two 3\n", "y in line 2 is no number, got 'two'"),
        List.of("a.xyz", "1 2 NaN\n", "z in line 1 is not finite, got 'NaN'"),
        List.of("a.xyz", "# nothing\n", "holds no points"),
        List.of("a.xyz", "1 2 3\n", "holds 1 point, and each set is to have 4"),
        List.of("a.off", "COFF 1 0 0 1 2 3", "must begin with OFF, got 'COFF'"),
        List.of(
            "a.off", "OFF 900 0 0 1 2 3", "declares 900 vertices and 0 faces, and holds only 3"),
        List.of(
            "a.off", "OFF 1 1 0 1 2 3 3 0 0 1", "corner 2 of face 0 must be from 0 to 0, got 1"),
        List.of("a.off", "OFF 1 1 0 1 2 3 3 0 0 0", "has polygons without any area"),
        List.of("a.ply", "plx\n", "must begin with a line 'ply'"),
        List.of("a.ply", "ply\nformat ascii 1.0\n", "has no end_header"),
        List.of(
            "a.ply",
            "ply\nformat binary_big_endian 1.0\nend_header\n",
            "must be of format ascii or binary_little_endian, got 'binary_big_endian'"),
        List.of(
            "a.ply",
            "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n1\n",
            "has no property y of a vertex, got [x]"),
        List.of(
            "a.ply",
            "ply\nformat ascii 1.0\nelement vertex 1\nproperty list uchar int x\nend_header\n1\n",
            "must have single numbers as properties of a vertex"),
        List.of(
            "a.ply", PLY.formatted("ascii", 5) + "9 1 2 3\n", "declares 5 vertices, 20 numbers"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenFiles_areNamedWithWhatWasFound(List<String> broken) throws IOException {
    text("in/" + broken.get(0), broken.get(1));
    refused(plain(folder.resolve("in"), 4), "in/" + broken.get(0) + ": " + broken.get(2));
  }

  private static void refused(PointSets sets, String message) {
    assertThatThrownBy(sets::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining(message);
  }

  @Test
  void aBinaryFileCutShort_isNamed() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    Files.write(folder.resolve("in/a.ply"), binaryPly(900));
    refused(
        plain(folder.resolve("in"), 3), "declares 900 vertices, 15300 bytes, and holds 51 bytes");
  }

  @Test
  void arraysOfOtherRank_orTooFewPoints_areRefused() throws IOException {
    refused(plain(npy(4, 3), 4), "must hold sets of points (n, points, 3), got [4, 3]");
    refused(plain(npy(2, 5, 2), 4), "must hold sets of points (n, points, 3), got [2, 5, 2]");
    refused(plain(npy(2, 5, 3), 6), "holds 5 points, and each set is to have 6");
  }

  @Test
  void labelsThatFitNothing_areRefused() {
    Path file = folder.resolve("sets.npz");
    FloatArray clouds = FloatArray.zeros(Shape.of(5, 3), 3);
    Npz.write(file, Map.of("x", clouds, "labels", FloatArray.of(2, 0)));
    refused(plain(file, 5), "labels must be one for each of 3 examples, got [2]");
    Npz.write(file, Map.of("x", clouds, "labels", FloatArray.of(2, 0, 0.5f)));
    refused(plain(file, 5), "labels must be whole numbers from 0 on, got 0.5 in row 2");
    Npz.write(file, Map.of("x", clouds, "y", clouds));
    refused(plain(file, 5), "has not one array of 3 axes alone, got");
  }
}
