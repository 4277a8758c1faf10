package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final Color ORANGE = new Color(255, 102, 0);

  @TempDir
  Path folder;

  @Test
  void imagesOfAnySizeAndKind_becomeSquaresInSortedOrder() throws IOException {
    write("b/2.JPG", encoded(plain(40, 20, BufferedImage.TYPE_INT_RGB), "jpg"));
    write("a/1.png", encoded(plain(16, 31, BufferedImage.TYPE_INT_RGB), "png"));
    write("a/10.jpeg", encoded(plain(9, 9, BufferedImage.TYPE_INT_RGB), "jpg"));
    write("a/notes.txt", new byte[] {1});
    write("a/.hidden.png", new byte[] {1});
    Examples examples = images(3).open();
    FloatArray batch = examples.first(10);
    assertThat(batch.shape()).containsExactly(3, 3, 16, 16);
    for (int i = 0; i < 3; i++) {
      float[] image = batch.slice(i, i + 1).values();
      // red 255, green 102, blue 0; JPEG is off by a few levels of 2/255
      assertThat(image[0]).isCloseTo(1, within(0.04f));
      assertThat(image[256]).isCloseTo(-0.2f, within(0.04f));
      assertThat(image[512]).isCloseTo(-1, within(0.04f));
    }
    assertThat(examples.draw(50, RandomKey.ofSeed(0)).labels().orElseThrow()).containsOnly(0, 1);
  }

  @Test
  void imagesInOneFolder_haveNoClasses() throws IOException {
    write("1.png", encoded(plain(16, 16, BufferedImage.TYPE_INT_RGB), "png"));
    assertThat(images(3).open().draw(2, RandomKey.ofSeed(0)).labels()).isEmpty();
  }

  @Test
  void greyOfAColour_isItsLuma() throws IOException {
    write("1.png", encoded(plain(16, 16, BufferedImage.TYPE_INT_RGB), "png"));
    // 0.299 255 + 0.587 102 = 136.1
    assertThat(images(1).open().first(1).values()).containsOnly(2 * 136 / 255f - 1);
  }

  @Test
  void greyFile_keepsItsStoredLevels() throws IOException {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage deep = new BufferedImage(16, 16, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, 100);
      deep.getRaster().setSample(i % 16, i / 16, 0, 100 * 257);
    }
    write("1.png", encoded(grey, "png"));
    write("2.png", encoded(deep, "png"));
    assertThat(images(1).open().first(2).values()).containsOnly(2 * 100 / 255f - 1);
    assertThat(images(3).open().first(2).values()).containsOnly(2 * 100 / 255f - 1);
  }

  @Test
  void transparentFile_keepsItsColours() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0x40FF6600);
    }
    write("1.png", encoded(image, "png"));
    assertThat(images(3).open().first(1).values()).containsOnly(1, 2 * 102 / 255f - 1, -1);
  }

  @Test
  void foldersThatProgramsKeep_andOtherFiles_arePassedOverAndNamed() throws IOException {
    byte[] picture = encoded(plain(16, 16, BufferedImage.TYPE_INT_RGB), "png");
    write("cats/1.png", picture);
    for (String other : List.of(
        ".Trash-1000/files/2.png",
        ".thumbnails/normal/2.png",
        "cats/.ipynb_checkpoints/1-checkpoint.png",
        "cats/@eaDir/1.png/SYNOPHOTO_THUMB_M.png",
        "#recycle/2.png",
        "__MACOSX/cats/2.png",
        "$RECYCLE.BIN/2.png")) {
      write(other, picture);
    }
    write("cats/2.webp", new byte[12]);
    write("cats/3.WEBP", new byte[12]);
    write("cats/notes", new byte[1]);
    Examples examples = images(3).open();
    assertThat(examples.size()).hasValue(1);
    assertThat(examples.draw(1, RandomKey.ofSeed(0)).labels()).isEmpty();
    assertThat(examples.remarks()).hasSize(1);
    assertThat(examples.remarks().get(0))
        .contains("1 image read", "2 .webp", "(7 in all)", "#recycle");
  }

  @Test
  void allBadFilesAreNamed_theFirstInOrderWithItsReason() throws IOException {
    write("0.png", encoded(plain(16, 16, BufferedImage.TYPE_INT_RGB), "png"));
    byte[] webp = "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
    write("3.jpg", webp);
    write("5.jpg", new byte[0]);
    write("7.jpg", webp);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(images(3)::open)
          .hasMessage(folder.resolve("3.jpg")
              + ": is not a PNG or JPEG image but a WebP image; convert or remove it; 2 more of "
              + folder + " cannot be used: 5.jpg, 7.jpg");
    }
  }

  /** Inks stored inverted, as all programs do: red 255 * 235 / 255, green and blue 55 * 235 / 255 = 50.7. */
  @Test
  void printersInks_areTheColoursOfOtherReaders() throws IOException {
    write("1.jpg", inks(0, 255, 55, 55, 235));
    assertThat(images(3).open().first(1).values()).satisfies(values -> {
      assertThat(level(values[0])).isCloseTo(235, within(2.0));
      assertThat(level(values[256])).isCloseTo(51, within(2.0));
      assertThat(level(values[512])).isCloseTo(51, within(2.0));
    });
  }

  /** Brightness 100 and no colour: the stored ink is 255 - 100 = 155, times 200 / 255 is 121.6. */
  @Test
  void printersInksAsBrightnessAndDifferences_areConverted() throws IOException {
    write("1.jpg", inks(2, 100, 128, 128, 200));
    for (float value : images(3).open().first(1).values()) {
      assertThat(level(value)).isCloseTo(122, within(2.0));
    }
  }

  /** A linear profile would turn 100 into 168 if it was followed. */
  @Test
  void aColourProfile_changesNoColour() throws IOException {
    ComponentColorModel linear = new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
        false,
        false,
        Transparency.OPAQUE,
        DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(linear, linear.createCompatibleWritableRaster(16, 16), false, null);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setPixel(i % 16, i / 16, new int[] {100, 50, 0});
    }
    byte[][] planes = ImageFile.colour(image).planes();
    assertThat(planes[0]).containsOnly(100);
    assertThat(planes[1]).containsOnly(50);
    assertThat(planes[2]).containsOnly(0);
  }

  private static double level(float value) {
    return 255 * (value + 1) / 2;
  }

  /** A JPEG file of one colour in four bands, with Adobe's marker and its number for how the bands are meant. */
  private static byte[] inks(int transform, int... bands) throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, new Point());
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, bands);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.write(bytes.toByteArray(), 0, 2);
    marked.writeBytes(marker);
    marked.write(bytes.toByteArray(), 2, bytes.size() - 2);
    return marked.toByteArray();
  }

  @Test
  void emptyFile_isDamaged() throws IOException {
    write("1.png", new byte[0]);
    assertDamaged("1.png", "is not a PNG or JPEG image");
  }

  @Test
  void textNamedPng_isDamaged() throws IOException {
    write("1.png", "hello".getBytes(StandardCharsets.UTF_8));
    assertDamaged("1.png", "is not a PNG or JPEG image");
  }

  @Test
  void cutOffPng_isDamaged() throws IOException {
    byte[] whole = encoded(noisy(), "png");
    write("1.png", Arrays.copyOf(whole, whole.length / 2));
    assertDamaged("1.png", "cannot be read");
  }

  @Test
  void cutOffJpeg_isDamaged() throws IOException {
    byte[] whole = encoded(noisy(), "jpg");
    write("1.jpg", Arrays.copyOf(whole, whole.length / 2));
    assertDamaged("1.jpg", "");
  }

  @Test
  void headerOfAJpegAlone_isDamaged() throws IOException {
    write("1.jpg", Arrays.copyOf(encoded(noisy(), "jpg"), 30));
    assertDamaged("1.jpg", "");
  }

  @Test
  void scrambledPng_isDamaged() throws IOException {
    byte[] whole = encoded(noisy(), "png");
    Arrays.fill(whole, 60, 200, (byte) 0x5A);
    write("1.png", whole);
    assertDamaged("1.png", "");
  }

  @Test
  void giganticPng_isRefusedBeforeAllocating() throws IOException {
    byte[] whole = encoded(plain(16, 16, BufferedImage.TYPE_INT_RGB), "png");
    // width and height stand at offsets 16 and 20, the checksum of the 17 bytes from 12 at offset
    // 29
    ByteBuffer header = ByteBuffer.wrap(whole).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 checksum = new CRC32();
    checksum.update(whole, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    write("1.png", whole);
    assertDamaged("1.png", "declares 60000x60000 pixels, more than its length can hold");
  }

  @Test
  void folderWithoutImages_isAConfigError() {
    assertThatThrownBy(images(3)::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("has no .png, .jpg or .jpeg file");
  }

  @Test
  void missingFolder_isAConfigError() {
    assertThatThrownBy(
            new ImageFolder(folder.resolve("nowhere"), 16, 3, 0, Optional.empty(), false)::open)
        .hasMessageContaining("no such folder; correct data.image_folder.folder");
  }

  @Test
  void twoChannels_areRefused() {
    assertThatThrownBy(() -> images(2))
        .isInstanceOf(ConfigException.class)
        .hasMessage("channels: got 2; allowed: 1, 3");
  }

  @Test
  void realPhotographs_areRead() {
    Path real = RealData.folder("image-folder");
    Examples examples = new ImageFolder(real, 32, 3, 0, Optional.empty(), false).open();
    assertThat(examples.size()).hasValue(100);
    assertThat(examples.draw(200, RandomKey.ofSeed(0)).labels().orElseThrow()).contains(0, 9);
  }

  private ImageFolder images(int channels) {
    return new ImageFolder(folder, 16, channels, 0, Optional.empty(), false);
  }

  private void assertDamaged(String file, String problem) {
    assertThatThrownBy(images(3)::open)
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(folder.resolve(file) + ": ")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  private void write(String name, byte[] content) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), content);
  }

  private static BufferedImage plain(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, ORANGE.getRGB());
    }
    return image;
  }

  private static BufferedImage noisy() {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * 7919 * 7919);
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
