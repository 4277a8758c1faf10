package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.diagnose.Oscillation;
import org.ebm.files.Csv;

/**
 * Training at a glance, in four panels: energy gap, displacement, their cross-correlation and their autocorrelations. The correlations show how the
 * last updates oscillate, see {@link Oscillation}.
 */
public final class DiagnosticsPlot {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 880;
  private static final int TOP = 44;
  private static final int BOTTOM = 32;
  private static final Ink GAP = Ink.line(0);
  private static final Ink DISPLACEMENT = Ink.line(1);
  private static final Ink CROSS = Ink.line(2);

  private final TrainingCurves curves;
  private final Oscillation oscillation;
  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);

  private DiagnosticsPlot(TrainingCurves curves) {
    this.curves = curves;
    this.oscillation = Oscillation.of(curves.energyGap(), curves.displacement());
  }

  /**
   * What {@code metrics.csv} says about every recorded update, oldest first.
   *
   * @param step the update's number
   * @param energyGap d, mean energy of the data minus that of the chains, units of U (column {@code energy_gap})
   * @param displacement r, mean length of the gradient part (eps^2 / 2) grad U of a chain's step, data units (column {@code displacement})
   */
  public record TrainingCurves(double[] step, double[] energyGap, double[] displacement) {
    public TrainingCurves {
      if (step.length != energyGap.length || step.length != displacement.length) {
        throw new IllegalArgumentException("columns of different length: step " + step.length
            + ", energy_gap " + energyGap.length + ", displacement " + displacement.length);
      }
    }

    /** Reads the three columns of a run's {@code metrics.csv}; damaged if one is missing. */
    public static TrainingCurves read(Path metrics) {
      Csv csv = Csv.read(metrics);
      return new TrainingCurves(
          csv.column("step"), csv.column("energy_gap"), csv.column("displacement"));
    }
  }

  /** Writes the four panels as a PNG. Non-finite values are gaps; a panel that a constant or non-finite series leaves empty says so. */
  public static void write(Path png, TrainingCurves curves) {
    new DiagnosticsPlot(curves).write(png);
  }

  private void write(Path png) {
    canvas.centredText("Training diagnostics", Canvas.TITLE, WIDTH / 2, 30);
    panel(
        0,
        0,
        history(
            "Energy gap: mean U(data) - mean U(chains)",
            new Series("energy gap d (nats)", curves.step(), curves.energyGap()),
            GAP,
            new Mark.Level(0, Ink.LEVEL)));
    panel(
        1,
        0,
        history(
            "Displacement: mean length of a step's gradient part",
            new Series("displacement r (data units)", curves.step(), curves.displacement()),
            DISPLACEMENT));
    panel(0, 1, crossCorrelation());
    panel(1, 1, autocorrelations());
    canvas.centredText(
        "Upper panels are scaled to the last 90 % of updates. Correlations over " + windowWords()
            + "; 95 % of white noise lies between the dashed lines.",
        Canvas.TEXT,
        WIDTH / 2,
        HEIGHT - 12);
    canvas.write(png);
  }

  private String windowWords() {
    return isWholeHistory()
        ? "all updates"
        : "the last " + oscillation.window() + " updates (shaded above)";
  }

  private boolean isWholeHistory() {
    return oscillation.window() == curves.step().length;
  }

  /** The first updates of a run are far off and would flatten the rest: the axis fits the last nine tenths, beyond it curves are cut. */
  private Chart history(String heading, Series series, Ink ink, Mark... further) {
    int updates = series.y().length;
    double[] late = Arrays.copyOfRange(series.y(), updates / 10, updates);
    List<Mark> marks = new ArrayList<>();
    if (!isWholeHistory()) {
      marks.add(new Mark.Shade(
          curves.step()[updates - oscillation.window()], curves.step()[updates - 1]));
    }
    marks.add(new Mark.Curve(series, ink, Mark.Curve.Detail.CLOUD));
    marks.addAll(List.of(further));
    return new Chart(
        heading,
        new Chart.Side("update", false),
        new Chart.Side(series.name(), Axis.around(late, false, 0.1)),
        marks);
  }

  private Chart crossCorrelation() {
    int maxLag = oscillation.maxLag();
    return correlations(
        "Cross-correlation of d and r",
        new Chart.Side(
            "lag (updates); positive: d later than r",
            new Axis(-maxLag - 0.5, maxLag + 0.5, false)),
        correlation("d and r", -maxLag, oscillation.crossCorrelation(), CROSS));
  }

  private Chart autocorrelations() {
    return correlations(
        "Autocorrelations",
        new Chart.Side("lag (updates)", new Axis(-0.5, oscillation.maxLag() + 0.5, false)),
        correlation("energy gap d", 0, oscillation.gapAutocorrelation(), GAP),
        correlation("displacement r", 0, oscillation.displacementAutocorrelation(), DISPLACEMENT));
  }

  /** From -1 to 1 with the band in which 95 % of the correlations of white noise lie. */
  private Chart correlations(String heading, Chart.Side lags, Mark.Curve... curves) {
    double band = 1.96 / Math.sqrt(oscillation.window());
    List<Mark> marks = new ArrayList<>(List.of(
        new Mark.Level(0, Ink.INK),
        new Mark.Level(band, Ink.LEVEL),
        new Mark.Level(-band, Ink.LEVEL)));
    List<Mark.Curve> seen = Stream.of(curves).filter(Mark.Curve::isSeen).toList();
    marks.addAll(seen);
    return new Chart(
        heading + (seen.isEmpty() ? ": none, a series is constant or not finite" : ""),
        lags,
        new Chart.Side("correlation", new Axis(-1.05, 1.05, false)),
        marks);
  }

  private static Mark.Curve correlation(String name, int firstLag, double[] values, Ink ink) {
    double[] lags =
        IntStream.range(firstLag, firstLag + values.length).asDoubleStream().toArray();
    return new Mark.Curve(new Series(name, lags, values), ink, Mark.Curve.Detail.ALL);
  }

  private void panel(int column, int row, Chart chart) {
    int height = (HEIGHT - TOP - BOTTOM) / 2;
    ChartPanel.draw(
        canvas,
        chart,
        new Rectangle(column * WIDTH / 2, TOP + row * height, WIDTH / 2 - 8, height - 10));
  }
}
