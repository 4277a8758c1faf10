package org.ebm.report;

import java.nio.file.Path;
import org.ebm.base.FloatArray;

/** Many images in one picture, row by row. */
public final class ImageGrid {
  static final int MARGIN = 12;
  static final int GAP = 2;
  static final int TITLE_HEIGHT = 30;

  private ImageGrid() {}

  /**
   * Writes the grid as a PNG.
   *
   * @param images (n, 1 or 3, height, width), values in [-1, 1] from black to white; values outside are shown as the nearest end, pixels with a
   *     non-finite value in magenta
   */
  public static void write(Path png, FloatArray images, ImageGridOptions options) {
    Pixels.requireImages(images);
    int stepX = Pixels.width(images) * options.scale() + GAP;
    int stepY = Pixels.height(images) * options.scale() + GAP;
    int columns = Math.min(options.columns(), Math.max(1, images.rows()));
    int rows = (images.rows() + columns - 1) / columns;
    int top = MARGIN + (options.title().isEmpty() ? 0 : TITLE_HEIGHT);
    int content = Math.max(columns * stepX - GAP, Canvas.width(options.title(), Canvas.HEADING));
    Canvas canvas = new Canvas(2 * MARGIN + content, top + rows * stepY - GAP + MARGIN);
    canvas.text(options.title(), Canvas.HEADING, MARGIN, MARGIN + 16);
    for (int i = 0; i < images.rows(); i++) {
      int left = MARGIN + i % columns * stepX;
      canvas.pixels(
          Pixels.rgb(images, i),
          Pixels.width(images),
          left,
          top + i / columns * stepY,
          options.scale());
    }
    canvas.write(png);
  }
}
