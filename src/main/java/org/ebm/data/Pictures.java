package org.ebm.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;

/** Pictures as they are, pixels in [-1, 1]: neither scaled nor cut. */
public final class Pictures {
  private Pictures() {}

  /**
   * The files of a folder and below, in sorted order; of a picture, itself.
   *
   * @throws org.ebm.base.EbmException bad configuration (exit 78) for a folder without pictures
   */
  public static List<Path> in(Path named) {
    if (!Files.isDirectory(named)) {
      return List.of(named);
    }
    List<Path> found = PictureFiles.in(named).pictures();
    if (found.isEmpty()) {
      throw Damage.missing(
          named, "has no .png, .jpg or .jpeg file in it or below", "name another folder");
    }
    return found;
  }

  /** Whether a name is that of a picture. */
  public static boolean isNamed(Path file) {
    return PictureFiles.isNamed(file);
  }

  /**
   * (channels, height, width).
   *
   * @param channels 3, or 1 for grey
   * @throws org.ebm.base.EbmException damaged (exit 65) for a file that is no whole picture
   */
  public static FloatArray read(Path file, int channels) {
    ImageFile image = ImageFile.read(file, channels);
    int area = image.width() * image.height();
    float[] values = new float[channels * area];
    for (int channel = 0; channel < channels; channel++) {
      byte[] plane = image.planes()[channel];
      for (int i = 0; i < area; i++) {
        values[channel * area + i] = Byte.toUnsignedInt(plane[i]) / 127.5f - 1;
      }
    }
    return new FloatArray(new int[] {channels, image.height(), image.width()}, values);
  }

  /**
   * Refuses arrays of pictures that hold bytes, which nobody means.
   *
   * @throws org.ebm.base.EbmException damaged (exit 65)
   */
  public static void requirePixels(Path file, Shape example, FloatArray examples) {
    if (example.isImage()) {
      PixelRange.of(examples).requirePixels(file);
    }
  }
}
