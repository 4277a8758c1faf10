package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStripsTest {
  private static final int MIDDLE = 0x808080;

  @TempDir
  private Path folder;

  @Test
  void write_rowsOfDifferentLength_standBelowEachOther() throws IOException {
    ImageStrips.Row data = new ImageStrips.Row("data", grey(3));
    ImageStrips.Row bank = new ImageStrips.Row("bank", grey(2));
    Picture picture = picture(new ImageStrips("", List.of(), List.of(data, bank), 2));
    // images of 20 x 20: two rows with one gap between two margins
    assertThat(picture.height()).isEqualTo(12 + 20 + 2 + 20 + 12);
    int left = picture.width() - 12 - (3 * 22 - 2);
    assertThat(picture.at(left, 12)).isEqualTo(MIDDLE);
    // a line around each, or white pictures would end nowhere
    assertThat(picture.at(left - 1, 12)).isEqualTo(Palette.EDGE.getRGB() & 0xFFFFFF);
    assertThat(picture.at(left - 2, 12)).isEqualTo(0xFFFFFF);
    assertThat(picture.count(MIDDLE, left, 12, 64, 20)).isEqualTo(3 * 400);
    assertThat(picture.count(MIDDLE, left, 34, 64, 20)).isEqualTo(2 * 400);
    // a label left of each row
    assertThat(picture.count(Palette.INK.getRGB(), 0, 12, left, 20)).isPositive();
    assertThat(picture.count(Palette.INK.getRGB(), 0, 34, left, 20)).isPositive();
  }

  @Test
  void write_wideColumnLabels_spreadTheColumns() throws IOException {
    ImageStrips.Row chain = new ImageStrips.Row("chain", grey(2));
    Picture narrow = picture(new ImageStrips("", List.of("0", "1"), List.of(chain), 2));
    Picture wide = picture(new ImageStrips("", List.of("0", "100 000"), List.of(chain), 2));
    assertThat(wide.width()).isGreaterThan(narrow.width() + 40);
    assertThat(wide.count(MIDDLE)).isGreaterThanOrEqualTo(2 * 400);
  }

  @Test
  void write_nonFinitePixels_areMagenta() throws IOException {
    FloatArray image = new FloatArray(new int[] {1, 1, 1, 1}, new float[] {Float.NaN});
    ImageStrips.Row row = new ImageStrips.Row("x", image);
    assertThat(picture(new ImageStrips("", List.of(), List.of(row), 6)).count(0xFF00FF))
        .isEqualTo(36);
  }

  @Test
  void rowsOfDifferentImageSize_areRefused() {
    ImageStrips.Row small = new ImageStrips.Row("small", FloatArray.zeros(Shape.of(1, 2, 2), 1));
    ImageStrips.Row large = new ImageStrips.Row("large", FloatArray.zeros(Shape.of(1, 3, 3), 1));
    assertThatThrownBy(() -> new ImageStrips("", List.of(), List.of(small, large), 1))
        .hasMessageStartingWith("rows of images of different sizes");
  }

  private static FloatArray grey(int images) {
    return FloatArray.zeros(Shape.of(1, 10, 10), images);
  }

  private Picture picture(ImageStrips strips) throws IOException {
    Path png = folder.resolve("strips.png");
    strips.write(png);
    return Picture.read(png);
  }
}
