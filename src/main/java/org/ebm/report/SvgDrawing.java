package org.ebm.report;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Drawn as SVG, pictures inside it.
 *
 * @param svg takes what is drawn
 * @param page whether a page's stylesheet says how it looks; else colours stand in the SVG
 */
record SvgDrawing(Html svg, boolean page) implements Drawing {
  /** A figure of a page. */
  static SvgDrawing onPage(int width, int height, String description) {
    return new SvgDrawing(svg(width, height, description), true);
  }

  /** A file of its own. */
  static SvgDrawing alone(int width, int height, String description) {
    Html svg = svg(width, height, description)
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", width)
        .with("height", height)
        .with("font-family", "sans-serif")
        .with("font-size", Canvas.TEXT.getSize());
    return new SvgDrawing(svg, false);
  }

  private static Html svg(int width, int height, String description) {
    return Html.tag("svg")
        .with("viewBox", "0 0 " + width + " " + height)
        .with("role", "img")
        .with("aria-label", description);
  }

  @Override
  public void line(Shape way, Ink ink) {
    Html element = element(way);
    svg.add(page ? element.with("class", ink.classes()) : element.with("stroke", hex(ink)));
  }

  @Override
  public void fill(Shape area, Ink ink) {
    Html element = element(area);
    svg.add(page ? element.with("class", ink.classes()) : element.with("fill", hex(ink)));
  }

  @Override
  public void text(String text, Anchor anchor, double x, double baseline) {
    svg.add(text(text, anchor).with("x", coordinate(x)).with("y", coordinate(baseline)));
  }

  @Override
  public void upwards(String text, double x, double y) {
    String there = "translate(" + coordinate(x) + " " + coordinate(y) + ") rotate(-90)";
    svg.add(text(text, Anchor.MIDDLE).with("transform", there));
  }

  private Html text(String text, Anchor anchor) {
    Html element =
        Html.text("text", text).with("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
    return page ? element : element.with("fill", hex(Ink.INK));
  }

  @Override
  public void picture(int[] rgb, int columns, Rectangle2D where, boolean smooth) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(Canvas.imageOf(rgb, columns), "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    svg.add(placed("image", where)
        .with("preserveAspectRatio", "none")
        .with("style", "image-rendering:" + (smooth ? "auto" : "pixelated"))
        .with(
            "href",
            "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray())));
  }

  @Override
  public void inside(Rectangle2D part, Consumer<Drawing> content) {
    Html inner = placed("svg", part).with("overflow", "hidden");
    content.accept(new SvgDrawing(inner, page));
    svg.add(inner);
  }

  private static Html placed(String name, Rectangle2D where) {
    return Html.tag(name)
        .with("x", coordinate(where.getX()))
        .with("y", coordinate(where.getY()))
        .with("width", coordinate(where.getWidth()))
        .with("height", coordinate(where.getHeight()));
  }

  private static Html element(Shape shape) {
    if (shape instanceof Rectangle2D bar) {
      return placed("rect", bar);
    }
    if (shape instanceof Ellipse2D disc) {
      return Html.tag("circle")
          .with("cx", coordinate(disc.getCenterX()))
          .with("cy", coordinate(disc.getCenterY()))
          .with("r", coordinate(disc.getWidth() / 2));
    }
    return Html.tag("path").with("d", path(shape));
  }

  /** Of straight pieces. */
  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] point = new double[6];
    for (PathIterator piece = shape.getPathIterator(null); !piece.isDone(); piece.next()) {
      switch (piece.currentSegment(point)) {
        case PathIterator.SEG_MOVETO -> path.append('M');
        case PathIterator.SEG_LINETO -> path.append('L');
        case PathIterator.SEG_CLOSE -> path.append('Z');
        default -> throw new IllegalArgumentException("a curved path: " + shape);
      }
      if (path.charAt(path.length() - 1) != 'Z') {
        path.append(coordinate(point[0])).append(' ').append(coordinate(point[1]));
      }
    }
    return path.toString();
  }

  private static String hex(Ink ink) {
    return String.format(Locale.ROOT, "#%06x", ink.colour().getRGB() & 0xFFFFFF);
  }

  /** Tenths of a pixel are enough, and keep the page small. */
  static String coordinate(double pixels) {
    return BigDecimal.valueOf(Math.round(pixels * 10), 1).stripTrailingZeros().toPlainString();
  }
}
