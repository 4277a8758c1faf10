package org.ebm.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsTest {
  @TempDir
  private Path folder;

  private NamedData saved(FloatArray array) throws IOException {
    Path file = folder.resolve("x.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, array);
    }
    return NamedData.of(file, Optional.empty(), Optional.empty());
  }

  private Facts facts(FloatArray array) throws IOException {
    return Facts.of(saved(array).dataset().open(), "x.npy");
  }

  private static FloatArray normal(int... shape) {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(1).generator());
    FloatArray array =
        new FloatArray(shape, new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)]);
    for (int i = 0; i < array.values().length; i++) {
      array.values()[i] = (float) normal.sample();
    }
    return array;
  }

  @Test
  void points_areMeasuredInTheirOwnSds_whateverTheirUnits() throws IOException {
    FloatArray points = normal(1000, 2);
    FloatArray scaled = new FloatArray(points.shape(), points.values().clone());
    for (int i = 0; i < 1000; i++) {
      scaled.values()[2 * i] = 50 + 0.001f * points.values()[2 * i];
      scaled.values()[2 * i + 1] = -3000 + 100 * points.values()[2 * i + 1];
    }
    double here = facts(points).scale().orElseThrow().median();

    assertThat(facts(scaled).scale().orElseThrow().median()).isCloseTo(here, within(0.02 * here));
  }

  @Test
  void bytes_becomePictures_byAKeyInTheFile() throws IOException {
    FloatArray bytes = normal(50, 1, 8, 8);
    for (int i = 0; i < bytes.values().length; i++) {
      bytes.values()[i] = Math.min(255, Math.abs(Math.round(100 * bytes.values()[i])));
    }
    NamedData data = saved(bytes);
    Facts facts = Facts.of(data.dataset().open(), "x.npy");

    assertThat(facts.image()).isTrue();
    assertThat(data.tree().has("data.arrays.pixels")).isTrue();
    assertThat(Recipe.of(data, facts, Regime.CONVERGENT).yaml()).contains("pixels: [0.0, 255.0]");
    for (float value : facts.sample().values()) {
      assertThat(value).isBetween(-1f, 1f);
    }
  }

  @Test
  void greyPicturesInColour_areLearnedInOneChannel() throws IOException {
    for (int i = 0; i < 24; i++) {
      var picture =
          new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
      for (int k = 0; k < 64; k++) {
        picture.setRGB(k % 8, k / 8, 0x010101 * ((i * 7 + k * 3) % 256));
      }
      javax.imageio.ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
    }
    NamedData data = NamedData.of(folder, Optional.of(8), Optional.empty());
    Facts facts = Facts.of(data.dataset().open(), "folder");

    assertThat(facts.isGrey()).isTrue();
    assertThat(data.inGrey().dataset().shape().sizes()).containsExactly(1, 8, 8);
    assertThat(Facts.of(data.inGrey().dataset().open(), "folder").isGrey()).isFalse();
  }

  @Test
  void copiesAndWhatNeverVaries_areCounted() throws IOException {
    FloatArray points = normal(100, 3);
    for (int i = 0; i < 100; i++) {
      points.values()[3 * i + 2] = 7;
    }
    System.arraycopy(points.values(), 0, points.values(), 30, 3);
    saved(points);
    // a coordinate that never varies cannot be standardized, so the file is described as a user
    // would
    Path described = Files.writeString(
        folder.resolve("x.yaml"),
        "data: {arrays: {file: '" + folder.resolve("x.npy") + "', example: [3]}}");
    Facts facts = Facts.of(
        NamedData.of(described, Optional.empty(), Optional.empty()).dataset().open(), "x.yaml");

    assertThat(facts.copies()).isCloseTo(0.01, within(1e-9));
    assertThat(facts.constant()).isEqualTo(1);
  }

  @Test
  void whatCannotBeLearned_isRefusedWithTheReason() throws IOException {
    refused(normal(1, 2), "holds 1 example;");
    refused(new FloatArray(new int[] {40, 2}, new float[80]), "one example only, again and again");
    refused(normal(30, 200), "points of 200 coordinates");
    FloatArray labels = normal(500, 1);
    for (int i = 0; i < 500; i++) {
      labels.values()[i] = i % 10;
    }
    refused(labels, "10 different whole numbers, as labels are");
    FloatArray bits = normal(500, 4);
    for (int i = 0; i < bits.values().length; i++) {
      bits.values()[i] = bits.values()[i] > 0 ? 1 : 0;
    }
    refused(bits, "two values only");
    refused(normal(5, 4, 4), "x[:, None]");
  }

  private void refused(FloatArray array, String reason) {
    assertThatThrownBy(() -> facts(array))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(((EbmException) e).exitCode()).isEqualTo(ExitCode.DAMAGED));
  }
}
