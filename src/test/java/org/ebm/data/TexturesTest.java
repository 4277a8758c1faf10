package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TexturesTest {
  private static final RandomKey KEY = RandomKey.ofSeed(4);

  @TempDir
  private Path folder;

  private static Textures of(Path picture, int size, Textures.Border border, double holdOut) {
    return new Textures(
        Optional.of(picture),
        Textures.Made.STRIPES,
        size,
        1,
        Optional.empty(),
        border,
        holdOut,
        false,
        0,
        0);
  }

  private static Textures made(Textures.Made made, int size, long seed) {
    return new Textures(
        Optional.empty(),
        made,
        size,
        3,
        Optional.empty(),
        Textures.Border.INSIDE,
        0.25,
        false,
        0,
        seed);
  }

  /** Grey level 8 y + x at (x, y), of 8 x 8 pixels. */
  private Path picture() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      image.getRaster().setSample(i % 8, i / 8, 0, i);
    }
    Path file = folder.resolve("p.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static int level(float value) {
    return Math.round((value + 1) * 127.5f);
  }

  @Test
  void cropsAreSquaresOfThePicture_atEveryPlaceOfTheLearnedPart() throws IOException {
    Textures textures = of(picture(), 4, Textures.Border.INSIDE, 0.25);
    FloatArray crops = textures.open().draw(500, KEY).examples();
    assertThat(crops.shape()).containsExactly(500, 1, 4, 4);
    boolean[] seen = new boolean[64];
    for (int i = 0; i < 500; i++) {
      int corner = level(crops.values()[16 * i]);
      seen[corner] = true;
      assertThat(level(crops.values()[16 * i + 1])).isEqualTo(corner + 1);
      assertThat(level(crops.values()[16 * i + 15])).isEqualTo(corner + 27);
    }
    // six rows are learned: corners in rows 0 to 2 and columns 0 to 4
    for (int corner = 0; corner < 64; corner++) {
      assertThat(seen[corner]).as("corner %d", corner).isEqualTo(corner / 8 < 3 && corner % 8 < 5);
    }
    assertThat(textures.open().size()).hasValue(15);
  }

  @Test
  void whatIsHeldOut_isTheLowerPart() throws IOException {
    Textures textures = of(picture(), 4, Textures.Border.MIRRORED, 0.25);
    FloatArray crops = textures.heldOut().orElseThrow().open().draw(100, KEY).examples();
    for (float value : crops.values()) {
      assertThat(level(value)).isBetween(48, 63);
    }
    assertThat(of(picture(), 4, Textures.Border.INSIDE, 0).heldOut()).isEmpty();
  }

  /** Beyond the right border: the same column again, or the first one. */
  @Test
  void beyondTheBorder_thePictureIsMirrored_orComesInAgain() throws IOException {
    FloatArray mirrored =
        of(picture(), 4, Textures.Border.MIRRORED, 0).open().draw(300, KEY).examples();
    FloatArray torus =
        of(picture(), 4, Textures.Border.TORUS, 0).open().draw(300, KEY).examples();
    int met = 0;
    for (int i = 0; i < 300; i++) {
      int corner = level(mirrored.values()[16 * i]);
      if (corner % 8 == 7) {
        met++;
        assertThat(level(mirrored.values()[16 * i + 1])).isEqualTo(corner);
        assertThat(level(mirrored.values()[16 * i + 2])).isEqualTo(corner - 1);
      }
      corner = level(torus.values()[16 * i]);
      if (corner % 8 == 7) {
        assertThat(level(torus.values()[16 * i + 1])).isEqualTo(corner - 7);
      }
    }
    assertThat(met).isPositive();
  }

  /** Another seed is another texture of the same kind: other pixels, nearly the same mean. */
  @ParameterizedTest
  @EnumSource
  void madeTexturesNeedNoFile(Textures.Made which) {
    Textures textures = made(which, 32, 0);
    FloatArray some = textures.open().first(400);
    FloatArray others = textures.heldOut().orElseThrow().open().first(400);
    assertThat(textures.open().shape()).isEqualTo(Shape.of(3, 32, 32));
    assertThat(some).isEqualTo(textures.open().first(400)).isNotEqualTo(others);
    assertThat(mean(some)).isBetween(mean(others) - 0.1, mean(others) + 0.1);
    for (float value : some.values()) {
      assertThat(value).isBetween(-1f, 1f);
    }
  }

  private static double mean(FloatArray array) {
    double sum = 0;
    for (float value : array.values()) {
      sum += value;
    }
    return sum / array.values().length;
  }

  @Test
  void aPictureThatIsTooSmall_isRefused() throws IOException {
    Textures textures = of(picture(), 9, Textures.Border.INSIDE, 0);
    assertThatThrownBy(textures::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageContaining("p.png: is 8 pixels wide and 8 high where crops of 9x9");
  }

  @Test
  void whatIsNoPicture_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("p.png"), "no picture at all");
    assertThatThrownBy(() -> of(file, 4, Textures.Border.INSIDE, 0).open())
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("is not a PNG or JPEG image");
    assertThatThrownBy(
            () -> of(folder.resolve("none.png"), 4, Textures.Border.INSIDE, 0).open())
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG));
  }
}
