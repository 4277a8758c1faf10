package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ebm.diagnose.Grid2d;
import org.ebm.report.LandscapePanel.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToyTableFigureTest {
  @TempDir
  private Path folder;

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
    Column truth = new Column("truth", quarter, "entropy 0");
    Column learned = new Column("learned", all, "KL 1\nTV 0.5");
    ToyTableFigure.Row row = new ToyTableFigure.Row("toy", grid, List.of(truth, learned));
    Path png = folder.resolve("table.png");
    ToyTableFigure.write(png, List.of(row, row));
    Picture picture = Picture.read(png);
    assertThat(picture.width()).isEqualTo(64 + 2 * 236 + 90);
    // each of the two data sets, as density and as logarithm: one bright quarter of the truth, four
    // of the other; edges are blurred
    double area = 110 * 110;
    int bright = picture.count(Palette.map(1), 64, 0, 2 * 236, picture.height());
    assertThat(bright / area).isBetween(4 * 5 * 0.94, 4 * 5 * 1.01);
    int dark = picture.count(Palette.map(0), 64, 0, 2 * 236, picture.height());
    assertThat(dark / area).isBetween(4 * 3 * 0.94, 4 * 3 * 1.01);
  }
}
