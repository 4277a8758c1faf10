package org.ebm.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ebm.files.AtomicFile;

/** White paper of a size in pixels, on which a figure is put before it is written as one PNG. */
final class Canvas implements Drawing {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  /** Distance between the baselines of two lines of {@link #TEXT}. */
  static final int LINE = 19;

  private static final FontRenderContext SCREEN = new FontRenderContext(null, true, true);

  private final BufferedImage image;
  private final Graphics2D graphics;

  Canvas(int width, int height) {
    this(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    graphics.setColor(Palette.PAPER);
    graphics.fillRect(0, 0, width, height);
  }

  private Canvas(BufferedImage image) {
    this(image, image.createGraphics());
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  private Canvas(BufferedImage image, Graphics2D graphics) {
    this.image = image;
    this.graphics = graphics;
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

  @Override
  public void text(String text, Anchor anchor, double x, double baseline) {
    int width = width(text, TEXT);
    double left = switch (anchor) {
      case START -> x;
      case MIDDLE -> x - width / 2.0;
      case END -> x - width;
    };
    text(text, TEXT, (int) Math.round(left), (int) Math.round(baseline));
  }

  @Override
  public void upwards(String text, double x, double y) {
    Graphics2D turned = (Graphics2D) graphics.create();
    turned.rotate(-Math.PI / 2, x, y);
    new Canvas(image, turned).text(text, Anchor.MIDDLE, x, y);
    turned.dispose();
  }

  @Override
  public void line(Shape way, Ink ink) {
    graphics.setColor(ink.colour());
    graphics.setStroke(ink.stroke());
    graphics.draw(way);
  }

  @Override
  public void fill(Shape area, Ink ink) {
    graphics.setColor(ink.colour());
    graphics.fill(area);
  }

  @Override
  public void picture(int[] rgb, int columns, Rectangle2D where, boolean smooth) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    Rectangle to = where.getBounds();
    graphics.drawImage(imageOf(rgb, columns), to.x, to.y, to.width, to.height, null);
  }

  /** Draws pixels (0xRRGGBB, row by row from the top), each as a square of scale x scale. */
  void pixels(int[] rgb, int columns, int left, int top, int scale) {
    int rows = rgb.length / columns;
    picture(rgb, columns, new Rectangle(left, top, columns * scale, rows * scale), false);
  }

  @Override
  public void inside(Rectangle2D part, Consumer<Drawing> content) {
    Rectangle place = part.getBounds();
    Graphics2D cut = (Graphics2D) graphics.create(place.x, place.y, place.width, place.height);
    content.accept(new Canvas(image, cut));
    cut.dispose();
  }

  static BufferedImage imageOf(int[] rgb, int columns) {
    int rows = rgb.length / columns;
    BufferedImage result = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    result.setRGB(0, 0, columns, rows, rgb, 0, columns);
    return result;
  }

  void write(Path png) {
    graphics.dispose();
    AtomicFile.replace(png, out -> {
      try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
        ImageIO.write(image, "png", stream);
      }
    });
  }
}
