package org.ebm.report;

import java.nio.file.Path;
import org.ebm.base.FloatArray;

/** One picture as a PNG of its own size, nothing around it. */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Writes it. Values beyond [-1, 1] are written as the nearest end: of a file of bytes there is no other way.
   *
   * @param images (n, 1 or 3, height, width) from black, -1, to white, 1
   * @param index of the one that is written
   */
  public static void write(Path png, FloatArray images, int index) {
    Pixels.requireImages(images);
    int width = Pixels.width(images);
    Canvas canvas = new Canvas(width, Pixels.height(images));
    canvas.pixels(Pixels.rgb(images, index), width, 0, 0, 1);
    canvas.write(png);
  }
}
