package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    // log(p + 1e-10) runs from log 1e-10 to log 1: p = 1e-5 lies half-way
    Picture picture = panel(column("truth", 1, 0, 1e-5 - 1e-10, 0));
    int top = TOP + SIDE + 24;
    assertThat(picture.at(LEFT + 20, top + SIDE - 20)).isEqualTo(BRIGHT);
    assertThat(picture.at(LEFT + SIDE - 20, top + SIDE - 20)).isEqualTo(DARK);
    int half = picture.at(LEFT + 20, top + 20);
    assertThat(half).isIn(Palette.map(0.5) & 0xFFFFFF, Palette.map(0.5 + 1e-9) & 0xFFFFFF);
  }

  @Test
  void write_columnsShareTheColoursOfTheFirst() throws IOException {
    Picture picture = panel(column("truth", 1, 0, 0, 0), column("energy", 0.5, 0, 0, 40));
    int left = LEFT + SIDE + 16;
    assertThat(picture.at(left + 20, TOP + SIDE - 20)).isEqualTo(Palette.map(0.5) & 0xFFFFFF);
    assertThat(picture.at(left + SIDE - 20, TOP + 20)).isEqualTo(BRIGHT);
    // the tip of the colour bar, above its frame, says that 40 is beyond it
    int bar = left + SIDE + 16;
    assertThat(picture.count(BRIGHT, bar, TOP - 12, 18, 10)).isPositive();
    Picture within = panel(column("truth", 1, 0, 0, 0), column("energy", 0.5, 0, 0, 1));
    assertThat(within.count(BRIGHT, bar, TOP - 12, 18, 10)).isZero();
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

  /** Two data sets of two columns; the truth is bright in a quarter of the plane, the second column everywhere, and brighter than the scale of the first. */
  @Test
  void everyDensityIsThereTwice_onTheScaleOfTheFirst() throws IOException {
    Grid2d grid = Grid2d.square(1, 44);
    double[] quarter = new double[grid.cells()];
    double[] all = new double[grid.cells()];
    for (int cell = 0; cell < all.length; cell++) {
      quarter[cell] = cell / 44 >= 22 && cell % 44 >= 22 ? 1 : 0;
      all[cell] = 2;
    }
    LandscapePanel.Column truth = new LandscapePanel.Column("truth", quarter, "entropy 0");
    LandscapePanel.Column learned = new LandscapePanel.Column("learned", all, "KL 1\nTV 0.5");
    LandscapePanel.Row row = new LandscapePanel.Row("toy", grid, List.of(truth, learned));
    Path png = folder.resolve("table.png");
    LandscapePanel.write(png, "Toys", List.of(row, row));
    Picture picture = Picture.read(png);
    assertThat(picture.width()).isEqualTo(LEFT + 2 * 266 + 90);
    // each of the two data sets, as density and as logarithm: one bright quarter of the truth, four
    // of the other; edges are blurred
    double area = 125 * 125;
    int bright = picture.count(Palette.map(1), LEFT, 0, 2 * 266, picture.height());
    assertThat(bright / area).isBetween(4 * 5 * 0.94, 4 * 5 * 1.01);
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
