package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that are no numbers, or others than the run began with. */
@Tag("faults")
class DataFaultsTest {
  private static final int ROWS = 500;

  @TempDir(factory = QuickDisk.class)
  Path folder;

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aNumberThatIsNone_isRefused_withFileAndRow(float bad) throws Exception {
    Path npy = folder.resolve("points.npy");
    Path npz = folder.resolve("points.npz");
    float[] values = points();
    values[2 * 417 + 1] = bad;
    write(npy, values);
    Npz.write(npz, Map.of("points", new FloatArray(new int[] {ROWS, 2}, values)));
    for (Path file : new Path[] {npy, npz}) {
      Path run = folder.resolve("run");
      Answer answer = EbmProcess.answer(on(file).fresh(run)).failsWith(65);
      assertThat(answer.err()).contains(file + ": row 417 ").contains(String.valueOf(bad));
      assertThat(run).doesNotExist();
    }
  }

  @Test
  void dataThatChanged_areRefused_andPutBackTheRunGoesOn() throws Exception {
    Path file = folder.resolve("points.npy");
    float[] values = points();
    write(file, values);
    GlyphTraining training = on(file);
    Path run = training.killedAt(10, folder.resolve("run"));
    byte[] good = Files.readAllBytes(file);
    values[33] += 1e-3f;
    write(file, values);
    Answer answer = EbmProcess.answer(GlyphTraining.resume(run)).failsWith(65);
    assertThat(answer.err()).contains(run + ": the data changed").contains("SHA-256");
    Files.delete(file);
    assertThat(EbmProcess.answer(GlyphTraining.resume(run)).failsWith(78).err())
        .contains(file + ": no such file");
    Files.write(file, good);
    EbmProcess.answer(GlyphTraining.resume(run)).endsWith(0);
    training.assertSame(training.whole(folder.resolve("whole")), run);
  }

  private GlyphTraining on(Path file) throws Exception {
    return GlyphTraining.of(
        60,
        folder,
        Configs.PLANE
            .replace(
                "gaussian_mixture: { groups: 4 }", "arrays: { file: " + file + ", example: [2] }")
            .replace("steps: 4,", "steps: 60,"));
  }

  private static void write(Path file, float[] values) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, new FloatArray(new int[] {ROWS, 2}, values));
    }
  }

  private static float[] points() {
    UniformRandomProvider random = RandomKey.ofSeed(3).fold("points").generator();
    float[] values = new float[2 * ROWS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
