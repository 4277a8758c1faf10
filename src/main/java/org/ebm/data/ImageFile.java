package org.ebm.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.ebm.base.EbmException;
import org.ebm.base.MemoryLimit;

/**
 * A decoded PNG or JPEG file. Transparency is dropped (a transparent pixel keeps its stored colour); a colour profile and the camera's orientation tag are not
 * followed.
 *
 * @param planes one array per channel, row by row, unsigned bytes
 */
record ImageFile(int width, int height, byte[][] planes) {
  /** Decoded, and its channels. */
  private static final double BYTES_PER_PIXEL = 4 + 3;

  private static final long MOST_PIXELS = 64_000_000;

  /** Deflate shrinks at most 1032-fold, a PNG pixel takes at least one bit, a JPEG pixel more than that. */
  private static final long MOST_PIXELS_PER_BYTE = 8 * 1032;

  /**
   * Reads the first image of a file.
   *
   * @throws EbmException (exit 65) for a file that is empty, cut off, too large or no image
   */
  static ImageFile read(Path file, int channels) {
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw unknown(file);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decode(file, reader, channels);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw Damage.unreadable(file, e);
    }
  }

  private static EbmException unknown(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String kind = PictureKind.of(in.readNBytes(PictureKind.BYTES));
      return EbmException.damaged(
          file,
          "is not a PNG or JPEG image"
              + (kind.equals("unknown") ? "" : " but " + kind)
              + "; convert or remove it");
    }
  }

  private static ImageFile decode(Path file, ImageReader reader, int channels) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    PrintColours.Header header = PrintColours.header(file);
    ImageFile decoded;
    try {
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      checkSize(file, width, height);
      decoded = header.isPrint()
          ? new ImageFile(
              width,
              height,
              PrintColours.planes(reader.readRaster(0, reader.getDefaultReadParam()), header))
          : colour(reader.read(0));
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      // the decoders' answer to some malformed headers
      throw EbmException.damaged(file, "is not a valid image: " + e.getMessage());
    }
    for (String warning : warnings) {
      // the JPEG decoder fills the missing part with grey and only warns
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        throw EbmException.damaged(file, "is cut off (" + warning + ")");
      }
    }
    return channels == 1 ? decoded.grey() : decoded;
  }

  private static void checkSize(Path file, int width, int height) throws IOException {
    long pixels = (long) width * height;
    if (pixels > MOST_PIXELS_PER_BYTE * Files.size(file)) {
      throw EbmException.damaged(
          file, "declares " + width + "x" + height + " pixels, more than its length can hold");
    }
    if (pixels > MOST_PIXELS) {
      throw EbmException.damaged(
          file, "has " + width + "x" + height + " pixels, allowed 64 million; shrink it");
    }
    MemoryLimit.inHeap(
        file + " with " + width + "x" + height + " pixels", BYTES_PER_PIXEL * pixels);
  }

  static ImageFile colour(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (isGrey(image)) {
      byte[] grey = stored(image, 0);
      return new ImageFile(width, height, new byte[][] {grey, grey, grey});
    }
    if (hasProfile(image)) {
      return new ImageFile(
          width, height, new byte[][] {stored(image, 0), stored(image, 1), stored(image, 2)});
    }
    byte[][] planes = new byte[3][width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        planes[0][y * width + x] = (byte) (row[x] >> 16);
        planes[1][y * width + x] = (byte) (row[x] >> 8);
        planes[2][y * width + x] = (byte) row[x];
      }
    }
    return new ImageFile(width, height, planes);
  }

  private ImageFile grey() {
    if (planes[0] == planes[1]) {
      return new ImageFile(width, height, new byte[][] {planes[0]});
    }
    byte[] luma = new byte[planes[0].length];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) Math.round(0.299f * Byte.toUnsignedInt(planes[0][i])
          + 0.587f * Byte.toUnsignedInt(planes[1][i])
          + 0.114f * Byte.toUnsignedInt(planes[2][i]));
    }
    return new ImageFile(width, height, new byte[][] {luma});
  }

  private static boolean isGrey(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return !(model instanceof IndexColorModel) && model.getNumColorComponents() == 1;
  }

  /** Colours of a profile of the file's own: other readers do not follow it, so a picture is the same with and without. */
  private static boolean hasProfile(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return !(model instanceof IndexColorModel)
        && model.getColorSpace().getType() == ColorSpace.TYPE_RGB
        && !model.getColorSpace().isCS_sRGB();
  }

  /** One band of samples as they stand in the file: Java would take grey ones for linear light and brighten them. */
  private static byte[] stored(BufferedImage image, int band) {
    int width = image.getWidth();
    byte[] grey = new byte[width * image.getHeight()];
    int bits = image.getSampleModel().getSampleSize(band);
    int largest = (1 << bits) - 1;
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getSamples(0, y, width, 1, band, row);
      for (int x = 0; x < width; x++) {
        grey[y * width + x] = (byte) Math.round(255f * row[x] / largest);
      }
    }
    return grey;
  }
}
