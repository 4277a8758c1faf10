package org.ebm.data;

import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JPEG files in the four inks of printers, as red, green and blue, by the rule of libjpeg's other users (Pillow, browsers): inks are stored inverted, each colour is that ink
 * times black. Colour profiles are not followed.
 */
final class PrintColours {
  private static final int MARKER = 0xFF;
  private static final int START_OF_SCAN = 0xDA;
  private static final int ADOBE = 0xEE;

  private PrintColours() {}

  /**
   * What a JPEG file says of its colours.
   *
   * @param components 4 for inks
   * @param transform of Adobe's marker: 2 if three of the inks are stored as brightness and two colour differences; 0 without the marker
   */
  record Header(int components, int transform) {
    boolean isPrint() {
      return components == 4;
    }
  }

  /** Reads the segments before the picture; a file that is no JPEG has no components. */
  static Header header(Path file) throws IOException {
    int components = 0;
    int transform = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.read() != MARKER || in.read() != 0xD8) {
        return new Header(0, 0);
      }
      for (int marker = marker(in); marker >= 0 && marker != START_OF_SCAN; marker = marker(in)) {
        byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
        if (isFrame(marker) && segment.length > 5) {
          components = segment[5];
        } else if (marker == ADOBE && segment.length > 11 && segment[0] == 'A') {
          transform = segment[11];
        }
      }
    } catch (EOFException e) {
      // the decoder says better what is missing
      return new Header(components, transform);
    }
    return new Header(components, transform);
  }

  private static int marker(DataInputStream in) throws IOException {
    if (in.read() != MARKER) {
      return -1;
    }
    int marker = in.read();
    while (marker == MARKER) {
      marker = in.read();
    }
    return marker;
  }

  /** SOF0 to SOF15, without the three in between that are tables. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** Red, green and blue planes of the stored numbers. */
  static byte[][] planes(Raster stored, Header header) {
    int width = stored.getWidth();
    byte[][] planes = new byte[3][width * stored.getHeight()];
    int[] row = new int[4 * width];
    for (int y = 0; y < stored.getHeight(); y++) {
      stored.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (header.transform() == 2) {
          toInks(row, 4 * x);
        }
        for (int ink = 0; ink < 3; ink++) {
          planes[ink][y * width + x] = (byte) Math.round(row[4 * x + ink] * row[4 * x + 3] / 255f);
        }
      }
    }
    return planes;
  }

  /** Brightness and differences to the three inks, of which they are the complement (JFIF; libjpeg's YCCK). */
  private static void toInks(int[] row, int at) {
    float brightness = row[at];
    float blue = row[at + 1] - 128;
    float red = row[at + 2] - 128;
    row[at] = 255 - clipped(brightness + 1.402f * red);
    row[at + 1] = 255 - clipped(brightness - 0.344136f * blue - 0.714136f * red);
    row[at + 2] = 255 - clipped(brightness + 1.772f * blue);
  }

  private static int clipped(float value) {
    return Math.round(Math.max(0, Math.min(255, value)));
  }
}
