package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesPlotTest {
  private static final double[] STEPS = {1, 10, 100, 1000};

  @TempDir
  private Path folder;

  @Test
  void write_everyCurveHasItsColour() throws IOException {
    Picture picture = plot(
        new CurvesPlot.Axes("Energies", "chain step", "energy U", false, false),
        new Series("a", STEPS, new double[] {1, 2, 3, 4}),
        new Series("b", STEPS, new double[] {4, 3, 2, 1}));
    assertThat(picture.width()).isEqualTo(900);
    assertThat(picture.height()).isEqualTo(560);
    assertThat(picture.at(0, 0)).isEqualTo(0xFFFFFF);
    assertThat(picture.count(Palette.line(0).getRGB())).isGreaterThan(100);
    assertThat(picture.count(Palette.line(1).getRGB())).isGreaterThan(100);
  }

  @Test
  void write_aPowerLawOnLogarithmicAxes_isStraight() throws IOException {
    // y = x^2 from (1, 1) to (1000, 1e6): on log axes the points are equally far apart
    Picture picture = plot(
        new CurvesPlot.Axes("Power law", "x", "y", true, true),
        new Series("a", STEPS, new double[] {1, 1e2, 1e4, 1e6}));
    List<int[]> line = picture.places(Palette.line(0).getRGB());
    int[] first = line.get(0);
    int[] last = line.get(line.size() - 1);
    for (int[] place : line) {
      double share = (place[0] - first[0]) / (double) (last[0] - first[0]);
      double straight = first[1] + share * (last[1] - first[1]);
      assertThat((double) place[1]).isCloseTo(straight, within(8.0));
    }
  }

  @Test
  void write_valuesThatCannotBeDrawn_areCountedBelowThePlot() throws IOException {
    CurvesPlot.Axes axes = new CurvesPlot.Axes("KL", "update", "KL (nats)", false, true);
    Picture whole = plot(axes, new Series("a", STEPS, new double[] {1, 2, 3, 4}));
    Picture gaps = plot(axes, new Series("a", STEPS, new double[] {1, 0, Double.NaN, 4}));
    assertThat(whole.count(Palette.INK.getRGB(), 0, 538, 400, 20)).isZero();
    assertThat(gaps.count(Palette.INK.getRGB(), 0, 538, 400, 20)).isPositive();
  }

  @Test
  void write_nothingToDraw_isStillAPicture() throws IOException {
    Picture picture = plot(
        new CurvesPlot.Axes("KL", "update", "KL (nats)", true, true),
        new Series("a", STEPS, new double[] {-1, -1, -1, Double.NaN}));
    assertThat(picture.count(Palette.line(0).getRGB())).isZero();
  }

  private Picture plot(CurvesPlot.Axes axes, Series... curves) throws IOException {
    Path png = folder.resolve("curves.png");
    CurvesPlot.write(png, axes, List.of(curves));
    return Picture.read(png);
  }
}
