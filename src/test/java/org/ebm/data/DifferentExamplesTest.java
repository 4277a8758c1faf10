package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verdict takes its data for independent; a small held-out set drawn with replacement is not, and calls right models wrong. */
class DifferentExamplesTest {
  private static final int COUNT = 50;

  @TempDir
  private Path folder;

  private Examples array(double noise) throws IOException {
    FloatArray numbers = new FloatArray(new int[] {COUNT, 1}, new float[COUNT]);
    for (int i = 0; i < COUNT; i++) {
      numbers.values()[i] = i;
    }
    Path file = folder.resolve("x.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, numbers);
    }
    return new ArrayFile(file, List.of(1), Optional.empty(), noise).open();
  }

  @Test
  void allOfAnArray_comeOnce_inAnOrderOfTheirOwn() throws IOException {
    float[] drawn =
        array(0).drawDifferent(COUNT, RandomKey.ofSeed(1)).examples().values();

    assertThat(drawn).doesNotHaveDuplicates().isNotEqualTo(array(0).first(COUNT).values());
    assertThat(array(0).drawDifferent(COUNT, RandomKey.ofSeed(1)).examples().values())
        .isEqualTo(drawn);
  }

  @Test
  void theirNoise_isThatOfDraws() throws IOException {
    float[] plain =
        array(0).drawDifferent(COUNT, RandomKey.ofSeed(1)).examples().values();
    float[] noisy =
        array(0.1).drawDifferent(COUNT, RandomKey.ofSeed(1)).examples().values();
    double squares = IntStream.range(0, COUNT)
        .mapToDouble(i -> Math.pow(noisy[i] - plain[i], 2))
        .average()
        .orElseThrow();

    // variance .01, with a standard error of .01 sqrt(2 / 50) = .002
    assertThat(squares).isBetween(0.004, 0.016);
  }

  @Test
  void setsOfPoints_likewise() throws IOException {
    FloatArray sets = new FloatArray(new int[] {30, 2, 3}, new float[180]);
    for (int i = 0; i < 180; i++) {
      sets.values()[i] = i;
    }
    Path file = folder.resolve("sets.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, sets);
    }
    Examples read = new PointSets(
            file,
            2,
            Optional.empty(),
            PointSets.Centre.NONE,
            PointSets.Scale.NONE,
            0,
            Optional.empty(),
            false)
        .open();

    assertThat(read.drawDifferent(30, RandomKey.ofSeed(3)).examples().values())
        .doesNotHaveDuplicates();
  }

  @Test
  void picturesAndBits_likewise() {
    Examples glyphs = new Glyphs(8, 10, 40, 0, 1).open();
    Batch batch = glyphs.drawDifferent(40, RandomKey.ofSeed(2));
    List<List<Float>> pictures = IntStream.range(0, 40)
        .mapToObj(i -> floats(batch.examples().slice(i, i + 1)))
        .toList();

    assertThat(pictures).doesNotHaveDuplicates();
    assertThat(batch.labels().orElseThrow()).hasSize(40);
  }

  private static List<Float> floats(FloatArray array) {
    return IntStream.range(0, array.values().length)
        .mapToObj(i -> array.values()[i])
        .toList();
  }
}
