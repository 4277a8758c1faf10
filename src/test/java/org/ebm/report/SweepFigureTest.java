package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ebm.report.SweepFigure.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFigureTest {
  /** Colours of the lowest and the highest of two step sizes. */
  private static final int LOW = Palette.map(0);

  private static final int HIGH = Palette.map(0.88);

  @TempDir
  private Path folder;

  private Picture draw(Map<String, Double> reach, Point... points) throws IOException {
    Path png = folder.resolve("sweep.png");
    SweepFigure.write(png, List.of(points), reach);
    return Picture.read(png);
  }

  @Test
  void aPanelForEachStart_aLineForEachStepSize() throws IOException {
    Picture picture = draw(
        Map.of(),
        new Point("gaussian", 0.01, 10, 0.04, false),
        new Point("gaussian", 0.01, 100, 0.004, false),
        new Point("data", 0.1, 10, 0.04, false),
        new Point("data", 0.1, 100, 0.04, false));
    assertThat(picture.width()).isEqualTo(2 * 380 + 170);
    // left panel: only the low step size, which falls; right panel: only the high one, level
    assertThat(picture.count(LOW, 0, 60, 380, 400)).isGreaterThan(100);
    assertThat(picture.count(HIGH, 0, 60, 380, 400)).isZero();
    assertThat(picture.count(LOW, 380, 60, 380, 400)).isZero();
    assertThat(picture.count(HIGH, 380, 60, 380, 400)).isGreaterThan(100);
  }

  @Test
  void aDivergedCellIsACross_notAPointOfItsLine() throws IOException {
    Point good = new Point("data", 0.1, 10, 0.04, false);
    Picture without = draw(Map.of(), good, new Point("data", 0.2, 10, 0.05, false));
    Picture with = draw(Map.of(), good, new Point("data", 0.2, 10, 1e30, true));
    assertThat(with.count(HIGH, 0, 60, 380, 400))
        .isPositive()
        .isNotEqualTo(without.count(HIGH, 0, 60, 380, 400));
  }

  @Test
  void theLineOfConstantPathIsDrawn_whereItsReachIsKnown() throws IOException {
    Point[] points = {
      new Point("gaussian", 0.01, 10, 0.04, false), new Point("gaussian", 0.01, 100, 0.004, false)
    };
    int plain = draw(Map.of(), points).count(Palette.INK.getRGB());
    assertThat(draw(Map.of("gaussian", 0.5), points).count(Palette.INK.getRGB()))
        .isGreaterThan(plain + 50);
  }

  @Test
  void nothingButDivergedCells_isStillAPicture() throws IOException {
    assertThat(draw(Map.of(), new Point("data", 0.2, 10, Double.NaN, true)).height())
        .isEqualTo(470);
  }
}
