package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
  private static final int MAGENTA = 0xFF00FF;

  @TempDir
  private Path folder;

  @Test
  void write_placesImagesRowByRowWithMarginAndGap() throws IOException {
    FloatArray images = new FloatArray(
        new int[] {3, 1, 2, 2}, new float[] {-1, 1, 0, -1, 1, 1, 1, 1, -1, -1, -1, -1});
    Picture picture = grid(images, new ImageGridOptions(2, 5, ""));
    // margin 12 + 10 + gap 2 + 10 + margin 12, the same downwards for two rows
    assertThat(picture.width()).isEqualTo(46);
    assertThat(picture.height()).isEqualTo(46);
    assertThat(picture.at(12, 12)).isEqualTo(0x000000);
    assertThat(picture.at(17, 12)).isEqualTo(0xFFFFFF);
    // 0 is the middle: round(127.5) = 128
    assertThat(picture.at(12, 17)).isEqualTo(0x808080);
    assertThat(picture.count(0x000000, 12, 24, 10, 10)).isEqualTo(100);
    // the fourth place stays paper
    assertThat(picture.count(0xFFFFFF, 22, 24, 24, 22)).isEqualTo(24 * 22);
  }

  @Test
  void write_valuesBeyondTheRange_showTheEnds() throws IOException {
    FloatArray images = new FloatArray(new int[] {1, 1, 1, 2}, new float[] {-7, 1.01f});
    Picture picture = grid(images, new ImageGridOptions(1, 1, ""));
    assertThat(picture.at(12, 12)).isEqualTo(0x000000);
    assertThat(picture.at(13, 12)).isEqualTo(0xFFFFFF);
  }

  @Test
  void write_threeChannels_areRedGreenBlue() throws IOException {
    FloatArray images = new FloatArray(new int[] {1, 3, 1, 1}, new float[] {1, 0, -1});
    assertThat(grid(images, new ImageGridOptions(1, 1, "")).at(12, 12)).isEqualTo(0xFF8000);
  }

  @Test
  void write_nonFinitePixels_areMagenta() throws IOException {
    FloatArray images = new FloatArray(
        new int[] {2, 3, 1, 2},
        new float[] {0, 0, Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, Float.NEGATIVE_INFINITY});
    Picture picture = grid(images, new ImageGridOptions(2, 4, ""));
    assertThat(picture.count(MAGENTA)).isEqualTo(2 * 16);
    assertThat(picture.at(12, 12)).isEqualTo(MAGENTA);
    assertThat(picture.at(12 + 10 + 4, 12)).isEqualTo(MAGENTA);
  }

  @Test
  void write_withATitle_makesRoomForIt() throws IOException {
    FloatArray images = new FloatArray(new int[] {1, 1, 1, 1}, new float[] {1});
    Picture picture = grid(images, new ImageGridOptions(8, 1, "Short-run samples at update 5000"));
    assertThat(picture.height()).isEqualTo(12 + 30 + 1 + 12);
    assertThat(picture.width()).isGreaterThan(200);
    assertThat(picture.count(Palette.INK.getRGB())).isGreaterThan(50);
  }

  @Test
  void write_twoChannels_isRefused() {
    FloatArray images = new FloatArray(new int[] {1, 2, 1, 1}, new float[2]);
    assertThatThrownBy(() -> grid(images, new ImageGridOptions(1, 1, "")))
        .hasMessage("images must be (n, 1 or 3, height, width), got [1, 2, 1, 1]");
  }

  private Picture grid(FloatArray images, ImageGridOptions options) throws IOException {
    Path png = folder.resolve("grid.png");
    ImageGrid.write(png, images, options);
    return Picture.read(png);
  }
}
