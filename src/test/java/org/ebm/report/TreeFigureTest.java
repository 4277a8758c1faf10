package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeFigureTest {
  @TempDir
  private Path folder;

  private static FloatArray images(int n, float value) {
    float[] values = new float[n * 16];
    java.util.Arrays.fill(values, value);
    return new FloatArray(new int[] {n, 1, 4, 4}, values);
  }

  private void write(List<TreeFigure.Leaf> leaves, List<TreeFigure.Join> joins) {
    TreeFigure.write(
        folder.resolve("tree.png"), folder.resolve("tree.svg"), "a < b", leaves, joins);
  }

  /** One uprights' beam, two uprights, a disc a leaf, and a picture for each image. */
  @Test
  void svgHoldsEveryBasinAndEveryJoin() throws IOException {
    write(
        List.of(
            new TreeFigure.Leaf(0, -2, "1", 30, images(2, 1)),
            new TreeFigure.Leaf(1, 0, "2", 10, images(1, -1))),
        List.of(new TreeFigure.Join(3, new TreeFigure.End(0, -2), new TreeFigure.End(1, 0))));
    String svg = Files.readString(folder.resolve("tree.svg"));
    assertThat(svg).startsWith("<svg").contains("a &lt; b");
    assertThat(svg.split("<circle", -1)).hasSize(1 + 2);
    assertThat(svg.split("<image", -1)).hasSize(1 + 3);
    assertThat(svg.split("fill=\"#222222\"/?></?rect", -1)).hasSize(1 + 3);
  }

  /** The upright of the left basin goes up from its disc in ink; the disc has the first line's colour. */
  @Test
  void pngShowsTheTree() throws IOException {
    write(
        List.of(
            new TreeFigure.Leaf(0, -2, "1", 30, images(0, 0)),
            new TreeFigure.Leaf(1, 0, "2", 10, images(0, 0))),
        List.of(new TreeFigure.Join(3, new TreeFigure.End(0, -2), new TreeFigure.End(1, 0))));
    var png = ImageIO.read(folder.resolve("tree.png").toFile());
    // margin 16, axis 70, steps of 44: the left basin at 16 + 70 + 22; energies -2 .. 3 with 6 %
    // more on 380 pixels below 50
    int x = 108;
    double high = 3.3;
    double span = 5.6;
    int top = (int) (50 + (high - 3) / span * 380);
    int bottom = (int) (50 + (high + 2) / span * 380);
    assertThat(png.getRGB(x, (top + bottom) / 2) & 0xFFFFFF)
        .isEqualTo(Palette.INK.getRGB() & 0xFFFFFF);
    assertThat(png.getRGB(x, bottom) & 0xFFFFFF).isEqualTo(Palette.line(0).getRGB() & 0xFFFFFF);
  }
}
