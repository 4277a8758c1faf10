package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.base.Counted;
import org.ebm.diagnose.Convergence;

/**
 * How chains mix: of each number they are followed by, some chains over time, where the ranks of their draws lie among those of all, and the autocorrelation of all. Rank plots: Vehtari et al. (2021),
 * Bayesian Analysis 16(2), section 4.
 */
public final class ChainsFigure {
  private static final int WIDTH = 430;
  private static final int HEIGHT = 300;
  private static final int TOP = 44;
  private static final int BOTTOM = 30;
  private static final int SHOWN = 4;
  private static final int BINS = 10;

  private ChainsFigure() {}

  /**
   * One number over time.
   *
   * @param steps of the draws, evenly apart
   * @param chains (chains, draws), at least two draws each
   */
  public record Followed(String name, double[] steps, double[][] chains) {
    private int shown() {
      return Math.min(SHOWN, chains.length);
    }
  }

  /** Draws a row of three panels for each number. */
  public static void write(Path png, List<Followed> numbers) {
    Canvas canvas = new Canvas(3 * WIDTH, TOP + numbers.size() * HEIGHT + BOTTOM);
    int chains = numbers.get(0).chains().length;
    int draws = numbers.get(0).steps().length;
    String title = Counted.of(chains, "chain") + " in the second half of the steps, "
        + Counted.of(draws, "draw") + " each";
    canvas.centredText(title, Canvas.TITLE, 3 * WIDTH / 2, 30);
    for (int row = 0; row < numbers.size(); row++) {
      Followed number = numbers.get(row);
      List<Chart> charts = List.of(trace(number), ranks(number), autocorrelation(number));
      for (int column = 0; column < charts.size(); column++) {
        Rectangle where = new Rectangle(column * WIDTH, TOP + row * HEIGHT, WIDTH - 8, HEIGHT - 8);
        ChartPanel.drawWithoutNames(canvas, charts.get(column), where);
      }
    }
    canvas.centredText(
        "Left and middle: chains 0 to " + (numbers.get(0).shown() - 1)
            + ", a colour each. A chain that sees the whole law has as many draws of every rank: the dashed line.",
        Canvas.TEXT,
        3 * WIDTH / 2,
        TOP + numbers.size() * HEIGHT + 14);
    canvas.write(png);
  }

  private static Chart trace(Followed number) {
    List<Mark> marks = IntStream.range(0, number.shown())
        .<Mark>mapToObj(k -> new Mark.Curve(
            new Series("chain " + k, number.steps(), number.chains()[k]),
            Ink.line(k).thin(),
            Mark.Curve.Detail.ALL))
        .toList();
    return new Chart(
        number.name() + ": " + Counted.of(number.shown(), "chain") + " over time",
        new Chart.Side("chain steps", false),
        new Chart.Side(number.name(), false),
        marks);
  }

  private static Chart ranks(Followed number) {
    int draws = number.steps().length;
    double[] all =
        Arrays.stream(number.chains()).flatMapToDouble(Arrays::stream).sorted().toArray();
    List<Mark> marks = new ArrayList<>(List.of(new Mark.Level((double) draws / BINS, Ink.LEVEL)));
    double most = (double) draws / BINS;
    for (int k = 0; k < number.shown(); k++) {
      int[] counts = new int[BINS];
      for (double draw : number.chains()[k]) {
        counts[bin(all, draw)]++;
      }
      most = Math.max(most, Arrays.stream(counts).max().orElse(0));
      marks.add(new Mark.Curve(
          Histograms.steps("chain " + k, 0, 1, counts, 1), Ink.line(k), Mark.Curve.Detail.OUTLINE));
    }
    return new Chart(
        number.name() + ": ranks among all draws",
        new Chart.Side("rank, as a share", new Axis(0, 1, false)),
        new Chart.Side("draws", Axis.fromZero(most)),
        marks);
  }

  /** Among sorted values; of equal ones the middle. */
  private static int bin(double[] sorted, double value) {
    int from = firstNotBelow(sorted, value);
    int to = firstNotBelow(sorted, Math.nextUp(value));
    double share = (from + to) / 2.0 / sorted.length;
    return Math.min(BINS - 1, (int) (share * BINS));
  }

  private static int firstNotBelow(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Chart autocorrelation(Followed number) {
    if (Convergence.standStill(number.chains())) {
      return correlations(number.name() + ": no autocorrelation, chains stand still");
    }
    double[] rho = Convergence.autocorrelation(number.chains());
    int lags = Math.max(2, rho.length / 2);
    double every = number.steps()[1] - number.steps()[0];
    double[] lag = IntStream.range(0, lags).mapToDouble(t -> t * every).toArray();
    Series line = new Series("autocorrelation", lag, Arrays.copyOf(rho, lags));
    return correlations(
        number.name() + ": autocorrelation of all chains",
        new Mark.Curve(line, Ink.line(0), Mark.Curve.Detail.ALL));
  }

  private static Chart correlations(String title, Mark... marks) {
    return new Chart(
        title,
        new Chart.Side("lag (chain steps)", false),
        new Chart.Side("correlation", new Axis(-0.55, 1.05, false)),
        Stream.concat(Stream.of(new Mark.Level(0, Ink.INK)), Stream.of(marks)).toList());
  }
}
