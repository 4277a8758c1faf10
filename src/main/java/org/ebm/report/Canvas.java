package org.ebm.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ebm.files.AtomicFile;
import org.jfree.chart.JFreeChart;

/** White paper of a size in pixels, on which text, images and charts are put before it is written as one PNG. The origin is at the upper left. */
final class Canvas {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  /** Distance between the baselines of two lines of {@link #TEXT}. */
  static final int LINE = 19;

  private static final FontRenderContext SCREEN = new FontRenderContext(null, true, true);

  private final BufferedImage image;
  private final Graphics2D graphics;

  Canvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Palette.PAPER);
    graphics.fillRect(0, 0, width, height);
  }

  static int width(String text, Font font) {
    return (int) Math.ceil(font.getStringBounds(text, SCREEN).getWidth());
  }

  /** The text cut at its line breaks and, between words, where a line would be wider than allowed. */
  static List<String> wrap(String text, Font font, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.lines().toList()) {
      String line = "";
      for (String word : paragraph.split(" ", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (!line.isEmpty() && width(longer, font) > width) {
          lines.add(line);
          line = word;
        } else {
          line = longer;
        }
      }
      lines.add(line);
    }
    return lines;
  }

  void text(String text, Font font, int left, int baseline) {
    graphics.setFont(font);
    graphics.setColor(Palette.INK);
    graphics.drawString(text, left, baseline);
  }

  void centredText(String text, Font font, int centre, int baseline) {
    text(text, font, centre - width(text, font) / 2, baseline);
  }

  /** Draws pixels (0xRRGGBB, row by row from the top), each as a square of scale x scale. */
  void pixels(int[] rgb, int columns, int left, int top, int scale) {
    int rows = rgb.length / columns;
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(imageOf(rgb, columns), left, top, columns * scale, rows * scale, null);
  }

  void chart(JFreeChart chart, Rectangle2D where) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    chart.draw(graphics, where);
  }

  void fill(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  static BufferedImage imageOf(int[] rgb, int columns) {
    int rows = rgb.length / columns;
    BufferedImage result = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    result.setRGB(0, 0, columns, rows, rgb, 0, columns);
    return result;
  }

  void write(Path png) {
    graphics.dispose();
    AtomicFile.write(png, out -> {
      try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
        ImageIO.write(image, "png", stream);
      }
    });
  }
}
