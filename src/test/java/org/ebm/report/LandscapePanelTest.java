package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Grid2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapePanelTest {
  private static final Grid2d GRID = new Grid2d(0, 2, 0, 2, 2);
  private static final int DARK = Palette.map(0) & 0xFFFFFF;
  private static final int BRIGHT = Palette.map(1) & 0xFFFFFF;
  /** Maps are 250 pixels wide and high, 16 apart to the right and 24 downwards, the first at (64, 78). */
  private static final int LEFT = 64;

  private static final int TOP = 78;
  private static final int SIDE = 250;

  @TempDir
  private Path folder;

  @Test
  void write_putsTheFirstCellAtTheLowerLeft() throws IOException {
    Picture picture = panel(column("truth", 1, 0, 0, 0));
    assertThat(picture.at(LEFT + 20, TOP + SIDE - 20)).isEqualTo(BRIGHT);
    assertThat(picture.at(LEFT + 20, TOP + 20)).isEqualTo(DARK);
    assertThat(picture.at(LEFT + SIDE - 20, TOP + SIDE - 20)).isEqualTo(DARK);
  }

  @Test
  void write_secondRow_isTheLogarithm() throws IOException {
    // log p runs from log 1 - 12 to log 1: p = exp(-6) lies half-way
    Picture picture = panel(column("truth", 1, 0, Math.exp(-6), 0));
    int top = TOP + SIDE + 24;
    assertThat(picture.at(LEFT + 20, top + SIDE - 20)).isEqualTo(BRIGHT);
    assertThat(picture.at(LEFT + SIDE - 20, top + SIDE - 20)).isEqualTo(DARK);
    int half = picture.at(LEFT + 20, top + 20);
    assertThat(half).isIn(Palette.map(0.5) & 0xFFFFFF, Palette.map(0.5 + 1e-9) & 0xFFFFFF);
  }

  @Test
  void write_columnsShareColours_upToThreeTimesTheFirst() throws IOException {
    Picture picture = panel(column("truth", 1, 0, 0, 0), column("learned", 1.5, 0, 0, 40));
    int left = LEFT + SIDE + 16;
    // colours run to 3: 1.5 lies half-way, 1 a third up
    assertThat(picture.at(left + 20, TOP + SIDE - 20)).isEqualTo(Palette.map(0.5) & 0xFFFFFF);
    assertThat(picture.at(left + SIDE - 20, TOP + 20)).isEqualTo(BRIGHT);
    assertThat(picture.at(LEFT + 20, TOP + SIDE - 20)).isEqualTo(Palette.map(1.0 / 3) & 0xFFFFFF);
    // the tip of the colour bar, above its frame, says that 40 is beyond it
    int bar = left + SIDE + 16;
    assertThat(picture.count(BRIGHT, bar, TOP - 12, 18, 10)).isPositive();
    Picture within = panel(column("truth", 1, 0, 0, 0), column("learned", 0.5, 0, 0, 2));
    assertThat(within.count(BRIGHT, bar, TOP - 12, 18, 10)).isZero();
    assertThat(within.at(LEFT + 20, TOP + SIDE - 20)).isEqualTo(Palette.map(0.5) & 0xFFFFFF);
    // what is beyond the colours is written below, on a line more
    assertThat(picture.height()).isGreaterThan(within.height());
  }

  @Test
  void write_aSmallSample_isShownAsItsPoints_aLargeOneAsADensityThatEndsWhereItCannotTell()
      throws IOException {
    Grid2d grid = Grid2d.square(1, 50);
    float[] corner = new float[20];
    for (int i = 0; i < 20; i++) {
      corner[i] = -0.5f + 0.01f * (i * 7 % 20);
    }
    LandscapePanel.Column few =
        LandscapePanel.Column.ofSample("few", grid, new FloatArray(new int[] {10, 2}, corner), "");
    Path png = folder.resolve("few.png");
    LandscapePanel.write(png, "few", List.of(new LandscapePanel.Row("", grid, List.of(few))));
    Picture points = Picture.read(png);
    int blue = Palette.line(0).getRGB();
    // -0.5 to -0.3 of [-1, 1]: between a quarter and 0.35 of the map
    assertThat(points.places(blue))
        .isNotEmpty()
        .allSatisfy(place ->
            assertThat(place[0]).isBetween(LEFT + SIDE / 4 - 4, LEFT + (int) (0.35 * SIDE) + 4));
    float[] many = new float[2000];
    for (int i = 0; i < 2000; i++) {
      many[i] = -0.5f + 0.0002f * (i / 2 * (i % 2 == 0 ? 617 : 389) % 1000);
    }
    LandscapePanel.Column dense =
        LandscapePanel.Column.ofSample("many", grid, new FloatArray(new int[] {1000, 2}, many), "");
    LandscapePanel.write(png, "many", List.of(new LandscapePanel.Row("", grid, List.of(dense))));
    int grey = Palette.FAINT.getRGB() & 0xFFFFFF;
    int below = TOP + SIDE + 24;
    Picture density = Picture.read(png);
    assertThat(density.at(LEFT + SIDE - 20, below + 20)).isEqualTo(grey);
    assertThat(density.at(LEFT + SIDE - 20, TOP + 20)).isEqualTo(DARK);
    // the square of the points, a hundredth of the map, is told
    int side = SIDE / 10;
    assertThat(density.count(grey, LEFT + SIDE / 4, below + (int) (0.65 * SIDE), side, side))
        .isLessThan(side * side / 4);
  }

  @Test
  void write_cellsWithoutANumber_areMagenta() throws IOException {
    Picture picture = panel(column("truth", 1, 0, Double.NaN, 0));
    assertThat(picture.at(LEFT + 20, TOP + 20)).isEqualTo(0xFF00FF);
    assertThat(picture.at(LEFT + 20, TOP + SIDE - 20)).isEqualTo(BRIGHT);
  }

  @Test
  void write_longCaptions_areWrapped() throws IOException {
    Picture one = panel(new LandscapePanel.Column("t", new double[4], "TV 0.1"));
    String words = "KL(q || p) 3.135 nats, TV 0.703, entropy -1.108 nats, sd 0.078";
    Picture two = panel(new LandscapePanel.Column("t", new double[4], words));
    assertThat(two.height()).isGreaterThan(one.height());
    assertThat(two.width()).isEqualTo(one.width());
  }

  @Test
  void write_aDensityOfAnotherGrid_isRefused() {
    assertThatThrownBy(() -> panel(column("truth", 1, 2, 3)))
        .hasMessage("truth: 3 values for 4 cells");
  }

  /** Two data sets of two columns; the truth is bright in a quarter of the plane, the second column everywhere, and more than three times as high. */
  @Test
  void everyDensityIsThereTwice_onOneScale() throws IOException {
    Grid2d grid = Grid2d.square(1, 44);
    double[] quarter = new double[grid.cells()];
    double[] all = new double[grid.cells()];
    for (int cell = 0; cell < all.length; cell++) {
      quarter[cell] = cell / 44 >= 22 && cell % 44 >= 22 ? 1 : 0;
      all[cell] = 40;
    }
    LandscapePanel.Column truth = new LandscapePanel.Column("truth", quarter, "entropy 0");
    LandscapePanel.Column learned = new LandscapePanel.Column("learned", all, "KL 1\nTV 0.5");
    LandscapePanel.Row row = new LandscapePanel.Row("toy", grid, List.of(truth, learned));
    Path png = folder.resolve("table.png");
    LandscapePanel.write(png, "Toys", List.of(row, row));
    Picture picture = Picture.read(png);
    assertThat(picture.width()).isEqualTo(LEFT + 2 * 266 + 90);
    // each of the two data sets, as density and as logarithm: four bright quarters of the learned
    // one,
    // none of the truth; edges are blurred
    double area = 125 * 125;
    int bright = picture.count(Palette.map(1), LEFT, 0, 2 * 266, picture.height());
    assertThat(bright / area).isBetween(4 * 4 * 0.94, 4 * 4 * 1.01);
    int dark = picture.count(Palette.map(0), LEFT, 0, 2 * 266, picture.height());
    assertThat(dark / area).isBetween(4 * 3 * 0.94, 4 * 3 * 1.01);
  }

  private static LandscapePanel.Column column(String title, double... density) {
    return new LandscapePanel.Column(title, density, "TV 0");
  }

  private Picture panel(LandscapePanel.Column... columns) throws IOException {
    Path png = folder.resolve("landscape.png");
    LandscapePanel.write(
        png, "Landscape", List.of(new LandscapePanel.Row("", GRID, List.of(columns))));
    return Picture.read(png);
  }
}
