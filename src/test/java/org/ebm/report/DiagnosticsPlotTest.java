package org.ebm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ebm.base.RandomKey;
import org.ebm.report.DiagnosticsPlot.TrainingCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticsPlotTest {
  private static final int GAP = Palette.line(0).getRGB();
  private static final int DISPLACEMENT = Palette.line(1).getRGB();
  private static final int CROSS = Palette.line(2).getRGB();

  @TempDir
  private Path folder;

  @Test
  void write_hasFourPanels() throws IOException {
    Picture picture = plot(curves(300));
    assertThat(picture.width()).isEqualTo(1200);
    assertThat(picture.height()).isEqualTo(880);
    assertThat(picture.count(GAP, 0, 0, 600, 440)).isPositive();
    assertThat(picture.count(DISPLACEMENT, 600, 0, 600, 440)).isPositive();
    assertThat(picture.count(CROSS, 0, 440, 600, 440)).isPositive();
    assertThat(picture.count(GAP, 600, 440, 600, 440)).isPositive();
    assertThat(picture.count(DISPLACEMENT, 600, 440, 600, 440)).isPositive();
    // no colour strays into another panel
    assertThat(picture.count(GAP, 600, 0, 600, 440)).isZero();
    assertThat(picture.count(CROSS, 600, 0, 600, 880)).isZero();
  }

  @Test
  void write_aLongRun_shadesTheWindowOfTheCorrelations() throws IOException {
    TrainingCurves run = curves(8000);
    // widens the axis, so that the curve is narrow
    run.energyGap()[2000] = 20;
    // the last 2000 of 8000 updates: a quarter of about 500 x 320 pixels, less the narrow curve and
    // the margins
    assertThat(plot(run).count(Palette.SHADE.getRGB(), 0, 0, 600, 440)).isGreaterThan(25_000);
    // the edges of letters have this grey too
    assertThat(plot(curves(1500)).count(Palette.SHADE.getRGB(), 0, 0, 600, 440)).isLessThan(400);
  }

  /** A first gap of 1e4 among gaps of about 1 would otherwise leave a flat line, which covers ten times as many whole pixels. */
  @Test
  void write_theFirstUpdates_doNotFlattenTheRest() throws IOException {
    int usual = plot(curves(300)).count(GAP, 0, 0, 600, 440);
    TrainingCurves run = curves(300);
    run.energyGap()[0] = 1e4;
    assertThat(plot(run).count(GAP, 0, 0, 600, 440)).isBetween(usual / 2, usual * 2);
  }

  @Test
  void write_aConstantSeries_leavesItsCorrelationsOut() throws IOException {
    TrainingCurves random = curves(300);
    double[] constant = new double[300];
    Arrays.fill(constant, 0.1);
    Picture picture = plot(new TrainingCurves(random.step(), random.energyGap(), constant));
    assertThat(picture.count(CROSS)).isZero();
    assertThat(picture.count(DISPLACEMENT, 600, 440, 600, 440)).isZero();
    assertThat(picture.count(GAP, 600, 440, 600, 440)).isPositive();
  }

  @Test
  void write_beforeTheFirstUpdate_isStillAPicture() throws IOException {
    Picture picture = plot(curves(0));
    assertThat(picture.count(GAP)).isZero();
  }

  @Test
  void read_takesTheColumnsByName() throws IOException {
    Path metrics = folder.resolve("metrics.csv");
    Files.writeString(
        metrics, "step,displacement,non_finite,energy_gap\n1,0.5,0,NaN\n2,0.25,0,-3\n");
    TrainingCurves curves = TrainingCurves.read(metrics);
    assertThat(curves.step()).containsExactly(1, 2);
    assertThat(curves.energyGap()).containsExactly(Double.NaN, -3);
    assertThat(curves.displacement()).containsExactly(0.5, 0.25);
  }

  @Test
  void columnsOfDifferentLength_areRefused() {
    assertThatThrownBy(() -> new TrainingCurves(new double[2], new double[2], new double[1]))
        .hasMessage("columns of different length: step 2, energy_gap 2, displacement 1");
  }

  private static TrainingCurves curves(int updates) {
    var random = RandomKey.ofSeed(5).generator();
    double[] step = new double[updates];
    Arrays.setAll(step, i -> i + 1);
    return new TrainingCurves(
        step,
        random.doubles(updates).map(value -> value - 0.5).toArray(),
        random.doubles(updates).toArray());
  }

  private Picture plot(TrainingCurves curves) throws IOException {
    Path png = folder.resolve("diagnostics.png");
    DiagnosticsPlot.write(png, curves);
    return Picture.read(png);
  }
}
