package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Support;

/**
 * Labelled rows of images, to compare sets ("data", "short-run", "long-run") or to follow the same chains over time (one row per chain, one column
 * per step count).
 *
 * @param title one line above everything; empty for none
 * @param columnLabels one per column, or none
 * @param rows from top to bottom; all images of one size
 * @param scale screen pixels per image pixel, at least 1
 */
public record ImageStrips(String title, List<String> columnLabels, List<Row> rows, int scale) {
  private static final int MARGIN = 12;
  private static final int GAP = 2;
  private static final int TITLE_HEIGHT = 30;

  /**
   * One row.
   *
   * @param label stands at the left
   * @param images (n, 1 or 3, height, width), values in [-1, 1] from black to white; values outside are shown as the nearest end, pixels with a non-finite value in magenta
   */
  public record Row(String label, FloatArray images) {}

  public ImageStrips {
    columnLabels = List.copyOf(columnLabels);
    rows = List.copyOf(rows);
    if (rows.isEmpty() || scale < 1) {
      throw new IllegalArgumentException("image strips need a row and a scale of at least 1");
    }
    for (Row row : rows) {
      Pixels.requireImages(row.images());
      if (Pixels.width(row.images()) != Pixels.width(rows.get(0).images())
          || Pixels.height(row.images()) != Pixels.height(rows.get(0).images())) {
        throw new IllegalArgumentException(
            "rows of images of different sizes: " + rows.get(0).images() + ", " + row.images());
      }
    }
  }

  /** Examples as pixels: bits from black to white, all others as they are. */
  public static FloatArray pixels(Support support, FloatArray examples) {
    if (support == Support.REAL || support == Support.SPIN) {
      return examples;
    }
    float[] pixels = new float[examples.values().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 2 * examples.values()[i] / support.high() - 1;
    }
    return new FloatArray(examples.shape(), pixels);
  }

  /** Writes the picture as a PNG. */
  public void write(Path png) {
    int left = MARGIN + labelWidth() + 10;
    int top = MARGIN
        + (title.isEmpty() ? 0 : TITLE_HEIGHT)
        + (columnLabels.isEmpty() ? 0 : Canvas.LINE + 4);
    int width =
        Math.max(left + columns() * stepX() - GAP, MARGIN + Canvas.width(title, Canvas.HEADING));
    Canvas canvas = new Canvas(width + MARGIN, top + rows.size() * stepY() - GAP + MARGIN);
    canvas.text(title, Canvas.HEADING, MARGIN, MARGIN + 16);
    for (int column = 0; column < columnLabels.size(); column++) {
      int centre = left + column * stepX() + stepX() / 2;
      canvas.centredText(columnLabels.get(column), Canvas.TEXT, centre, top - 8);
    }
    for (int row = 0; row < rows.size(); row++) {
      draw(canvas, rows.get(row), left, top + row * stepY());
    }
    canvas.write(png);
  }

  private void draw(Canvas canvas, Row row, int left, int top) {
    int labelLeft = left - 10 - Canvas.width(row.label(), Canvas.TEXT);
    canvas.text(row.label(), Canvas.TEXT, labelLeft, top + stepY() / 2 + 5);
    int columns = Pixels.width(row.images());
    int height = Pixels.height(row.images()) * scale;
    for (int i = 0; i < row.images().rows(); i++) {
      // white pictures would run into each other and into the paper
      Rectangle where = new Rectangle(left + i * stepX(), top, columns * scale, height);
      canvas.fill(Drawing.around(where), Ink.EDGE);
      canvas.pixels(Pixels.rgb(row.images(), i), columns, where.x, where.y, scale);
    }
  }

  private int columns() {
    int longest = rows.stream().mapToInt(row -> row.images().rows()).max().orElseThrow();
    return Math.max(longest, columnLabels.size());
  }

  private int labelWidth() {
    return rows.stream()
        .mapToInt(row -> Canvas.width(row.label(), Canvas.TEXT))
        .max()
        .orElseThrow();
  }

  /** Columns move apart where their labels are wider than the images. */
  private int stepX() {
    int image = Pixels.width(rows.get(0).images()) * scale + GAP;
    return columnLabels.stream()
        .mapToInt(label -> Canvas.width(label, Canvas.TEXT) + 8)
        .reduce(image, Math::max);
  }

  private int stepY() {
    int image = Pixels.height(rows.get(0).images()) * scale + GAP;
    return Math.max(image, Canvas.LINE);
  }
}
