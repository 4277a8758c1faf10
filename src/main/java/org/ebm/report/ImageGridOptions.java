package org.ebm.report;

/**
 * How an {@link ImageGrid} is laid out.
 *
 * @param columns images per row, at least 1
 * @param scale screen pixels per image pixel, at least 1
 * @param title one line above the images; empty for none
 */
public record ImageGridOptions(int columns, int scale, String title) {
  public ImageGridOptions {
    if (columns < 1 || scale < 1) {
      throw new IllegalArgumentException(
          "columns and scale must be at least 1, got " + columns + ", " + scale);
    }
  }
}
