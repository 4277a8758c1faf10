package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoxelsTest {
  private static final String HEADER = "#binvox 1\ndim 2 2 2\ntranslate 0 0 0\nscale 1\ndata\n";

  @TempDir
  private Path folder;

  private static Voxels voxels(Path file, int size) {
    return new Voxels(file, size, Optional.empty(), 0, Optional.empty(), false);
  }

  private Path npy(FloatArray array) throws IOException {
    Path file = folder.resolve("volumes.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, array);
    }
    return file;
  }

  private Path binvox(String name, String header, int... runs) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    for (int run : runs) {
      out.write(run);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, out.toByteArray());
  }

  /** Of sixteen cells of two volumes, four are full. */
  @Test
  void cellsAreZeroAndOne_lessTheirMean() throws IOException {
    FloatArray array = FloatArray.zeros(Shape.of(2, 2, 2), 2);
    for (int full : List.of(0, 7, 8, 9)) {
      array.values()[full] = 1;
    }
    Examples volumes = voxels(npy(array), 2).open();
    assertThat(volumes.space().layout()).isEqualTo(Layout.VOLUME);
    assertThat(volumes.first(2).shape()).containsExactly(2, 1, 2, 2, 2);
    assertThat(volumes.first(1).values())
        .containsExactly(0.75f, -0.25f, -0.25f, -0.25f, -0.25f, -0.25f, -0.25f, 0.75f);
  }

  /** What is held out loses the mean of all, as what is learned does. */
  @Test
  void bothPartsLoseOneMean() throws IOException {
    FloatArray array = FloatArray.zeros(Shape.of(2, 2, 2), 4);
    for (int i = 0; i < 8; i++) {
      array.values()[24 + i] = 1;
    }
    Voxels learned = new Voxels(npy(array), 2, Optional.empty(), 0, Optional.of(4.0), false);
    assertThat(learned.open().first(9).values()).hasSize(24).containsOnly(-0.25f);
    assertThat(learned.heldOut().orElseThrow().open().first(9).values())
        .hasSize(8)
        .containsOnly(0.75f);
  }

  /** A block of eight cells is full from four on. */
  @Test
  void finerGridsAreMadeCoarser() throws IOException {
    FloatArray array = FloatArray.zeros(Shape.of(4, 4, 4), 1);
    // in the first block four of eight, in the last three
    for (int full : List.of(0, 1, 4, 5, 63, 62, 59)) {
      array.values()[full] = 1;
    }
    float[] coarse = voxels(npy(array), 2).open().first(1).values();
    assertThat(coarse[0]).isCloseTo(7 / 8f, within(1e-6f));
    assertThat(coarse[7]).isCloseTo(-1 / 8f, within(1e-6f));
  }

  /** The second cell of a .binvox is one further up: in arrays that is one further to the front. */
  @Test
  void binvoxFiles_areSetUpright_andFoldersAreClasses() throws IOException {
    // empty, full (y = 1), and six empty
    binvox("in/a/1.binvox", HEADER, 0, 1, 1, 1, 0, 6);
    // x is the slowest: the last four
    binvox("in/b/2.binvox", HEADER, 0, 4, 1, 4);
    Examples volumes = voxels(folder.resolve("in"), 2).open();
    float[] first = volumes.first(2).slice(0, 1).values();
    float[] second = volumes.first(2).slice(1, 2).values();
    float empty = -5 / 16f;
    float full = 11 / 16f;
    assertThat(first).containsExactly(full, empty, empty, empty, empty, empty, empty, empty);
    assertThat(second).containsExactly(empty, full, empty, full, empty, full, empty, full);
    assertThat(volumes.draw(30, RandomKey.ofSeed(0)).labels().orElseThrow()).containsOnly(0, 1);
  }

  private record Broken(String header, List<Integer> runs, String message) {}

  static List<Broken> broken() {
    return List.of(
        new Broken("binvox 1\n", List.of(), "must begin with #binvox"),
        new Broken("#binvox 1\ndim 2 2 2\n", List.of(), "has no line 'data'"),
        new Broken("#binvox 1\ndata\n", List.of(0, 8), "has no line 'dim'"),
        new Broken("#binvox 1\ndim 2 2 3\ndata\n", List.of(), "must be a cube, as 'dim 32 32 32'"),
        new Broken(
            "#binvox 1\ndim 2000 2000 2000\ndata\n",
            List.of(),
            "number of cells along an axis must be from 0 to 1024, got 2000"),
        new Broken(HEADER, List.of(0, 4), "declares 8 cells and holds 4"),
        new Broken(HEADER, List.of(0, 9), "holds more than the 8 cells that it declares"),
        new Broken(HEADER, List.of(7, 8), "must hold 0 and 1, got 7 as cell 0"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenBinvoxFiles_areNamedWithWhatWasFound(Broken broken) throws IOException {
    Path file = binvox(
        "in/a.binvox",
        broken.header(),
        broken.runs().stream().mapToInt(Integer::intValue).toArray());
    refused(voxels(folder.resolve("in"), 2), file + ": " + broken.message());
  }

  @Test
  void arraysThatAreNoVolumes_areRefused() throws IOException {
    refused(
        voxels(npy(FloatArray.zeros(Shape.of(4, 4), 2)), 4),
        "must hold volumes (n, depth, height, width), got [2, 4, 4]");
    refused(
        voxels(npy(FloatArray.zeros(Shape.of(4, 4, 5), 2)), 4),
        "must hold volumes (n, depth, height, width), got [2, 4, 4, 5]");
    refused(
        voxels(npy(FloatArray.zeros(Shape.of(4, 4, 4), 2)), 3),
        "has 4 cells along each axis, which is no multiple of 3");
    FloatArray grey = FloatArray.zeros(Shape.of(2, 2, 2), 2);
    grey.values()[8] = 0.5f;
    refused(voxels(npy(grey), 2), "cells must be 0 (empty) or 1 (full), got 0.5 in volume 1");
    Path file = folder.resolve("volumes.npz");
    Npz.write(file, Map.of("v", FloatArray.zeros(Shape.of(2, 2, 2), 1), "labels", grey));
    refused(voxels(file, 2), "has not one array of 4 axes alone");
  }

  private static void refused(Voxels voxels, String message) {
    assertThatThrownBy(voxels::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining(message);
  }
}
