package org.ebm.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** A written PNG as a test looks at it. */
record Picture(BufferedImage image) {
  static Picture read(Path png) throws IOException {
    return new Picture(ImageIO.read(png.toFile()));
  }

  int width() {
    return image.getWidth();
  }

  int height() {
    return image.getHeight();
  }

  /** 0xRRGGBB at a place, from the upper left. */
  int at(int x, int y) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }

  /** Where this exact colour is, as {x, y}, from left to right. */
  List<int[]> places(int rgb) {
    List<int[]> places = new ArrayList<>();
    for (int x = 0; x < width(); x++) {
      for (int y = 0; y < height(); y++) {
        if (at(x, y) == (rgb & 0xFFFFFF)) {
          places.add(new int[] {x, y});
        }
      }
    }
    return places;
  }

  /** Number of pixels of exactly this colour in a rectangle. */
  int count(int rgb, int left, int top, int width, int height) {
    int[] pixels = image.getRGB(left, top, width, height, null, 0, width);
    return (int) Arrays.stream(pixels)
        .filter(pixel -> (pixel & 0xFFFFFF) == (rgb & 0xFFFFFF))
        .count();
  }

  int count(int rgb) {
    return count(rgb, 0, 0, width(), height());
  }
}
