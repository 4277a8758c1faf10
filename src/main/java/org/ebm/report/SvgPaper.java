package org.ebm.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Drawn as one SVG, pictures inside it. */
final class SvgPaper implements Paper {
  private final Html svg;

  SvgPaper(int width, int height, String description) {
    svg = Html.tag("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("viewBox", "0 0 " + width + " " + height)
        .with("width", width)
        .with("height", height)
        .with("role", "img")
        .with("aria-label", description)
        .with("font-family", "sans-serif")
        .with("font-size", Canvas.TEXT.getSize());
  }

  Html svg() {
    return svg;
  }

  @Override
  public void bar(double left, double top, double width, double height, Color colour) {
    svg.add(Html.tag("rect")
        .with("x", ChartSvg.coordinate(left))
        .with("y", ChartSvg.coordinate(top))
        .with("width", ChartSvg.coordinate(width))
        .with("height", ChartSvg.coordinate(height))
        .with("fill", hex(colour)));
  }

  @Override
  public void disc(double x, double y, double radius, Color colour) {
    svg.add(Html.tag("circle")
        .with("cx", ChartSvg.coordinate(x))
        .with("cy", ChartSvg.coordinate(y))
        .with("r", ChartSvg.coordinate(radius))
        .with("fill", hex(colour)));
  }

  @Override
  public void text(String text, Anchor anchor, double x, double baseline) {
    svg.add(Html.text("text", text)
        .with("x", ChartSvg.coordinate(x))
        .with("y", ChartSvg.coordinate(baseline))
        .with("fill", hex(Palette.INK))
        .with("text-anchor", anchor.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public void picture(int[] rgb, int columns, double left, double top, int scale) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(Canvas.imageOf(rgb, columns), "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    svg.add(Html.tag("image")
        .with("x", ChartSvg.coordinate(left))
        .with("y", ChartSvg.coordinate(top))
        .with("width", columns * scale)
        .with("height", rgb.length / columns * scale)
        .with("style", "image-rendering:pixelated")
        .with(
            "href",
            "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray())));
  }

  private static String hex(Color colour) {
    return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
  }
}
